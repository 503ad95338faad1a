using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary><c>/comms embargo</c>: opens <b>Embargo</b>, which shows what is under embargo and takes additions.</summary>
internal sealed class EditEmbargoCommand(ReleaseStore releases, EmbargoStore embargoes, EmbargoGuard guard) : ReleaseCommand(releases, EmbargoModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/comms", "embargo", "[release]", "what is under embargo, and where it may be spoken of", Button: "Embargo");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var notes = (await embargoes.Notes(release.Id, ct))?.Value ?? EmbargoNotes.None;
        var embargo = (await embargoes.Read(ct)).Find(release.Id);
        var allowed = embargo?.Allowed.Select(channel => guard.ReaderOf(channel, isLast: false).Named).Distinct().ToList() ?? [];
        return SlashCommandResponse.Open(EmbargoModal.Render(release.Value, embargo, notes, allowed));
    }
}

/// <summary>The modal <b>Embargo</b>.</summary>
internal sealed class EmbargoModal(FormFrame frame, ReleaseStore releases, EmbargoStore embargoes, EmbargoGuard guard, Settings settings, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "comms.embargo";
    private const string MarkedField = "marked";
    private const string Channels = "channels";

    private static readonly Part<Marked> EachMarked = new("marked", marked => marked.Text, marked => marked.Text);
    private static readonly Part<AddedChannel> EachChannel = new("channel", channel => channel.Id, channel => channel.Id);

    /// <summary>A cancelled release stays under embargo, because its fixes ship with another one, so its marks can still be edited.</summary>
    public static While Open { get; } = new("nothing of it is under embargo any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Cancelled);

    /// <param name="embargo">Null when the release is published.</param>
    /// <param name="allowed">Where it may be discussed: <c>#sec-psirt-team</c>.</param>
    public static ModalViewDefinition Render(Release release, ReleaseEmbargo? embargo, EmbargoNotes notes, IReadOnlyList<string> allowed) => FormModal.Of(
        CallbackId, "Embargo", "Save", new AboutRelease(release.Id), EachMarked.ReadAt(notes.Marked).And(EachChannel.ReadAt(notes.Channels)),
        [
            SectionBlock.Of($"{release.Named()}{(embargo is null ? " is published: nothing of it is under embargo." : "\n" + Told(embargo, allowed))}"),
            InputBlock.Of(
                MarkedField, "Marked",
                new PlainTextInput { InitialValue = string.Join('\n', notes.Marked.Select(marked => marked.Text)), Multiline = true },
                "Words, names or links to keep secret, one a line", optional: true),
            new InputBlock
            {
                BlockId = Channels,
                Label = "Channels",
                Hint = "Private channels that may know too",
                Element = new ConversationMultiSelectMenu { InitialConversations = [.. notes.Channels.Select(channel => channel.Id)],
                    MaxSelectedItems = EmbargoForm.MostChannels },
                Optional = true,
            },
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<AboutRelease> form, Doc<Release> release, CancellationToken ct)
    {
        var read = await embargoes.Notes(release.Id, ct);
        var before = read?.Value ?? EmbargoNotes.None;
        if (EmbargoForm.TryMark(before, form.State.Text(MarkedField), form.By, time.Now(), out var marked) is { } wrong)
            return Wrong(MarkedField, wrong);
        var chosen = form.State.Conversations(Channels);
        foreach (var channel in chosen)
            await guard.Look(channel, ct);
        if (EmbargoForm.TryAdd(
            before, [.. chosen.Select(id => guard.ReaderOf(id, isLast: true))], form.By, time.Now(), settings.Embargo, out var channels) is { } unfit)
            return Wrong(Channels, unfit);
        // Each is either there or not, so what others marked or unmarked meanwhile merges with what was typed and never clashes.
        var (all, everywhere) = (EachMarked.Merge(form.ReadAt, before.Marked, marked).Values, EachChannel.Merge(form.ReadAt, before.Channels, channels).Values);
        if (all.Count > EmbargoForm.MostMarked)
            return Wrong(MarkedField, $"{all.Count} lines are too many: at most {EmbargoForm.MostMarked} fit");
        if (all.SequenceEqual(before.Marked) && everywhere.SequenceEqual(before.Channels))
            return (null, Done);
        var commit = new Commit();
        EmbargoStore.Save(commit, read, new() { Marked = all, Channels = everywhere }, release.Id, form.By);
        return (commit, Done);
    }

    private static string Told(ReleaseEmbargo embargo, IReadOnlyList<string> allowed)
    {
        var facts = embargo.Facts.ToLookup(fact => fact.Kind, fact => fact.Text);
        IEnumerable<(string Name, SecretKind Kind)> kinds = [("CVEs", SecretKind.Cve), ("Fixes", SecretKind.Fix), ("Titles", SecretKind.Title),
            ("Versions", SecretKind.Version), ("Marked", SecretKind.Marked)];
        return "Secret until it is published:\n"
            + string.Join(
                '\n', kinds.Where(kind => facts[kind.Kind].Any())
                    .Select(kind => $"• *{kind.Name}:* {Mrkdwn.Plain(Text.PlainText.Cut(string.Join(" · ", facts[kind.Kind]), 500))}"))
            + $"\n*May be told in* {Mrkdwn.Plain(string.Join(", ", allowed))}, and to PSIRT, release managers and Communications.";
    }
}

/// <summary>Validates the form's input; pure.</summary>
internal static class EmbargoForm
{
    public const int MostMarked = 50;
    public const int MostChannels = 20;

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? TryMark(EmbargoNotes before, string? text, string by, Instant now, out IReadOnlyList<Marked> marked)
    {
        string[] lines =
            [.. (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        marked = [.. lines.Select(line => before.Marked.FirstOrDefault(known => known.Text == line) ?? new(line, by, now))];
        return lines.FirstOrDefault(line => Spelling.Of(line) is null) is { } tooShort
            ? $"{Text.PlainText.Quote(tooShort)} is too short: use at least {Spelling.Shortest} letters or digits"
            : null;
    }

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? TryAdd(
        EmbargoNotes before, IReadOnlyList<Reader> chosen, string by, Instant now, EmbargoSettings settings, out IReadOnlyList<AddedChannel> channels)
    {
        channels = [.. chosen.Select(reader => reader.Channel).OfType<Channel>()
            .Select(channel => before.Channels.FirstOrDefault(known => known.Id == channel.Id) ?? new(channel.Id, by, now))];
        return chosen.Select(reader => reader.Channel switch
        {
            null => $"I do not see {reader.Named}: invite me there first",
            { IsExtShared: true } => $"{reader.Named} is shared with another organisation: nothing embargoed goes there",
            var channel when settings.IsOpen(channel.IsPrivate, channel.Name, channel.Id) =>
                $"{reader.Named} is public: everyone in the workspace could read it",
            _ => null,
        }).FirstOrDefault(wrong => wrong is not null);
    }
}
