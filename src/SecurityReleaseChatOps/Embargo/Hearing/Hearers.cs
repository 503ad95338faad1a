using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Embargo;

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
internal sealed record Acceptance(string By, string Reason, DateTimeOffset At);

/// <summary>A guest, or somebody from another organisation, in a channel on an allow-list: nothing embargoed goes there until they are accepted.</summary>
/// <param name="Accepted">Null while they are not accepted.</param>
internal sealed record Outsider(Channel Channel, Member Member, Doc<Acceptance>? Accepted)
{
    public string Key => $"{Channel.Id}/{Member.Id}";

    /// <summary>Plain text: <c>Gus Green, a guest, is in #sec-appsec</c>.</summary>
    public string Named => $"{Member.ShownName}, {(Member.IsStranger ? "of another organisation" : "a guest")}, is in #{Channel.Name}";
}
