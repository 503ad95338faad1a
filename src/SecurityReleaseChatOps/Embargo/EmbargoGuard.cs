using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>Judges every outgoing message, when it is saved and again when it is sent. Its refusals reveal nothing of the text.</summary>
internal sealed class EmbargoGuard(EmbargoStore embargoes, SlackDirectory directory, FreshChannels channels, Hearers hearers, Settings settings) : IEmbargoGuard
{
    // A reader who may read nothing embargoed: what must not go to them is embargoed.
    private static readonly Reader Anyone = new("anyone", "anyone", null, Access.Role.None, IsSure: true);

    public async ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken)
    {
        if (outgoing.Any(one => one.IsLast))
            await directory.WhenKnown(cancellationToken);
        var state = await embargoes.Read(cancellationToken);
        foreach (var one in outgoing)
        {
            var text = new Lazy<NormalText>(() => NormalText.OfJson(one.Json));
            var isEmbargoed = one.IsLast && !SlackDirectory.IsPerson(one.Reader) && Judge(one, text, Anyone) is not null;
            if (isEmbargoed)
                await Look(one.Reader, (words, fault) => new NotYetException(words, fault), cancellationToken);
            var refusal = Judge(one, text, ReaderOf(one.Reader, one.IsLast));
            if (refusal is null && isEmbargoed)
                refusal = await hearers.Refuse(one.Reader, cancellationToken);
            if (refusal is not null)
                return refusal;
        }
        return null;

        string? Judge(Outgoing one, Lazy<NormalText> text, Reader reader) => EmbargoRules.Refuse(state, one.About, () => text.Value, reader, settings.Embargo);
    }

    /// <summary>Who reads a message to this channel or person.</summary>
    /// <param name="isLast">Whether nothing more will become known about the reader.</param>
    public Reader ReaderOf(string to, bool isLast)
    {
        // Right after the very first start nothing is known about anyone; the message is then judged when it is sent.
        var isSure = isLast || directory.Snapshot is not null;
        if (SlackDirectory.IsPerson(to))
            return new(directory.NameOf(to), null, null, directory.RoleOf(to), isSure);
        var asked = to.TrimStart('#');
        var channel = directory.FindChannel(asked);
        return new($"#{channel?.Name ?? asked}", asked, channel, Access.Role.None, isLast);
    }

    /// <summary>Asks Slack about a channel that somebody chose, if the app does not know it yet.</summary>
    /// <exception cref="RefusalException">Slack did not answer.</exception>
    public Task Look(string channel, CancellationToken ct) =>
        directory.FindChannel(channel) is null ? Look(channel, (words, _) => new RefusalException(words), ct) : Task.CompletedTask;

    private async Task Look(string channel, Func<string, SlackException, Exception> unjudged, CancellationToken ct)
    {
        try
        {
            await channels.Look(channel, ct);
        }
        catch (SlackException fault)
        {
            throw unjudged(
                $"Slack does not tell who can read #{directory.FindChannel(channel)?.Name ?? channel} ({fault.Message}): nothing embargoed goes there "
                + "until it does.", fault);
        }
    }
}

/// <summary>Somebody who would read a message.</summary>
/// <param name="Named">In plain words: <c>#thanks</c>, or a person's name.</param>
/// <param name="Asked">The channel's name or id as asked for; null for a person.</param>
/// <param name="Channel">The channel; null for a person, or when the bot cannot see one with that name.</param>
/// <param name="IsSure">Whether nothing more will become known about the reader before the message is read.</param>
internal sealed record Reader(string Named, string? Asked, Channel? Channel, Access.Role Role, bool IsSure);

/// <summary>What may go where; pure.</summary>
internal static class EmbargoRules
{
    /// <summary>Why a message must not go to a reader, in plain words that name no fact; null when it may.</summary>
    public static string? Refuse(EmbargoState state, Classification about, Func<NormalText> text, Reader reader, EmbargoSettings settings)
    {
        if (Shared(reader) is { } shared)
            return $"{shared}: I post nothing there.";
        var release = about is { Level: not Confidentiality.Internal, Release: { } id } ? state.Find(id) : null;

        // An admin lifts the embargo of the release the message is about, and of others by name; what it says about any other is judged as usual.
        if (release is not null && about.LiftedBy is null)
        {
            if (about.Level == Confidentiality.Public)
                return $"{release.Id} is not published yet: say /release published first.";
            if (Why(release, reader, settings) is { } why)
                return Say($"This is about {release.Id}", why);
        }

        // A reader who may read about every release needs no look at the words, which is nearly always the case.
        var closed =
            state.Releases.Where(one =>
                one.Facts.Count > 0 && one.Id != release?.Id && !(about.LiftedBy is not null && about.LiftedToo.Split(' ').Contains(one.Id))
                    && Why(one, reader, settings) is not null).ToList();
        if (closed.Count == 0)
            return null;
        var normal = text();
        return closed.Select(one => (one, Found: Found(one, normal))).FirstOrDefault(one => one.Found.Count > 0) is { one: { } held, Found: var found }
            ? Say($"This carries {Listed(found)}", Why(held, reader, settings)!)
            : null;
    }

    /// <summary>The facts of a release that occur in a text.</summary>
    public static IReadOnlyList<Secret> Found(ReleaseEmbargo release, NormalText text) => [.. release.Facts.Where(fact => fact.IsIn(text))];

    /// <summary>The facts of a release that a text resembles without containing them.</summary>
    public static IReadOnlyList<Secret> Doubted(ReleaseEmbargo release, NormalText text) =>
        Likeness.In(text.Folded) is var words ? [.. release.Facts.Where(fact => fact.Spelling.IsNear(words) && !fact.IsIn(text))] : [];

    /// <summary>Why a reader may not read about an unpublished release, in plain words; null when they may.</summary>
    public static string? Why(ReleaseEmbargo release, Reader reader, EmbargoSettings settings) => reader switch
    {
        { Asked: null } => reader.Role >= Access.Role.Viewer || !reader.IsSure ? null : $"{reader.Named} has no role here",
        { Channel: null } when reader.IsSure => $"I do not see who can read {reader.Named}",
        { Channel: null } => release.Allowed.Contains(reader.Asked) ? null : NotListed(release, reader),
        { Channel: { } channel } => Shared(reader)
            ?? (!release.MayBeToldIn(channel) ? NotListed(release, reader)
                : settings.IsOpen(channel.IsPrivate, channel.Name, channel.Id) ? $"{reader.Named} is public, and not in Embargo:AllowPublic"
                : null),
    };

    /// <summary>The facts' kinds and releases, each once: <c>a CVE of R12, a version of R12</c>.</summary>
    public static string Listed(IEnumerable<Secret> facts) => string.Join(", ", facts.Select(fact => fact.Named).Distinct());

    private static string? Shared(Reader reader) => reader.Channel is { IsExtShared: true } ? $"{reader.Named} is shared with another organisation" : null;

    private static string NotListed(ReleaseEmbargo release, Reader reader) => $"{reader.Named} is not on {release.Id}'s allow-list";

    private static string Say(string what, string why) => $"{what}, not published yet: {why}. Leave it out, or ask an admin for /comms lift.";
}

/// <summary>Who else hears what is said in the channels on the allow-lists (private, or allowed by an operator), besides people with a role.</summary>
internal sealed class Hearers(
    EmbargoStore embargoes, SlackDirectory directory, Reaching reaching, CommsMatrix matrix, Settings settings, IStore store) : INeedsToKnow, IHealthCheck
{
    private const int Named = 5;

    internal static readonly DocumentKind<Acceptance> Kind = new("accepted-outsider");

    /// <summary>The audiences' groups and people, and all channels where an unpublished release may be discussed.</summary>
    public async ValueTask<Needs> Read(CancellationToken ct) =>
        new([.. matrix.Audiences.SelectMany(audience => audience.Mentions).Select(name => name.TrimStart('@'))], [.. await Channels(ct)]);

    /// <summary>Guests and strangers in those channels, including accepted ones.</summary>
    public async Task<IReadOnlyList<Outsider>> Outsiders(CancellationToken ct)
    {
        var accepted = (await store.All(Kind, cancellationToken: ct)).ToDictionary(doc => doc.Id);
        return
        [
            .. from heard in Heard(await Channels(ct))
               where heard.Member is { IsGuest: true } or { IsStranger: true }
               let outsider = new Outsider(heard.Channel, heard.Member, null)
               select outsider with { Accepted = accepted.GetValueOrDefault(outsider.Key) },
        ];
    }

    /// <summary>An outsider by key; null when they are no longer there.</summary>
    public async Task<Outsider?> Find(string? key, CancellationToken ct) => (await Outsiders(ct)).FirstOrDefault(outsider => outsider.Key == key);

    /// <summary>Why nothing embargoed may go to this channel at present, in plain words; null when it may.</summary>
    public async Task<string?> Refuse(string channelId, CancellationToken ct) =>
        (await Outsiders(ct)).FirstOrDefault(outsider => outsider.Channel.Id == channelId && outsider.Accepted is null) is { } outsider ? Held(outsider) : null;

    /// <summary>The outsiders who hold up embargoed messages, a sentence for each.</summary>
    public async Task<IReadOnlyList<string>> HeldBack(CancellationToken ct) =>
        [.. (await Outsiders(ct)).Where(outsider => outsider.Accepted is null).Select(Held)];

    /// <summary>Members without a role who read there, a sentence for each channel.</summary>
    public async Task<IReadOnlyList<string>> Others(CancellationToken ct) =>
    [
        .. from heard in Heard(await Channels(ct))
           where heard.Member is { IsGuest: false, IsStranger: false } && directory.RoleOf(heard.Member.Id) == Access.Role.None
               && !IsOfAudience(heard.Channel, heard.Member)
           group heard.Member.ShownName by heard.Channel into others
           let names = others.Order(StringComparer.CurrentCulture).ToList()
           select $"In #{others.Key.Name} without a role, and reading what is embargoed there: {Text.PlainText.Some(names, Named, name => name)}.",
    ];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = await HeldBack(cancellationToken);
        var words = string.Join(" ", held.Concat(await Others(cancellationToken)));
        return held.Count > 0 ? HealthCheckResult.Degraded(words)
            : HealthCheckResult.Healthy(words.Length > 0 ? words : "Only those with a role hear what is embargoed.");
    }

    private static string Held(Outsider outsider) =>
        $"{outsider.Named}: what is embargoed waits until an admin accepts them in the Home tab, or they leave.";

    private async Task<IReadOnlySet<string>> Channels(CancellationToken ct) =>
        (await embargoes.Read(ct)).Releases.SelectMany(release => release.Allowed).Concat(settings.Channels.Embargoed).ToHashSet();

    private IEnumerable<(Channel Channel, Member Member)> Heard(IReadOnlySet<string> channels) =>
        from known in directory.Snapshot?.Present ?? DirectorySnapshot.Empty.Present
        let channel = directory.FindChannel(known.Key)
        where channel is not null && (channels.Contains(channel.Id) || channels.Contains(channel.Name))
        where !settings.Embargo.IsOpen(channel.IsPrivate, channel.Name, channel.Id)
        from user in known.Value
        let member = directory.Find(user)
        where member is { Deleted: false, IsBot: false }
        select (channel, member);

    private bool IsOfAudience(Channel channel, Member member) => matrix.Audiences
        .Where(audience => audience.Channel == channel.Name || audience.Channel == channel.Id)
        .Any(audience => reaching.To(audience).People.Contains(member.Id));
}

/// <summary>An admin's consent that a guest or stranger may hear embargoed facts in one channel.</summary>
/// <param name="By">Slack user id.</param>
internal sealed record Acceptance(string By, string Reason, Instant At);

/// <summary>A guest, or somebody from another organisation, in a channel on an allow-list: nothing embargoed goes there until they are accepted.</summary>
/// <param name="Accepted">Null while they are not accepted.</param>
internal sealed record Outsider(Channel Channel, Member Member, Doc<Acceptance>? Accepted)
{
    public string Key => $"{Channel.Id}/{Member.Id}";

    /// <summary>Plain text: <c>Gus Green, a guest, is in #sec-appsec</c>.</summary>
    public string Named => $"{Member.ShownName}, {(Member.IsStranger ? "of another organisation" : "a guest")}, is in #{Channel.Name}";
}
