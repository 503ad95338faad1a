using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms embargo</c>: shows what is under embargo, and opens what may be added.</summary>
internal sealed class EditEmbargo(ReleaseDesk releases, EmbargoDesk desk, EmbargoGuard guard) : ReleaseSubcommand(releases)
{
    public override CommandWord Word { get; } = new("/comms", "embargo", "[release]", "see and add what is under embargo, and where it may be spoken of");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var notes = (await desk.Notes(release.Id, ct))?.Value ?? EmbargoNotes.None;
        var embargo = (await desk.Read(ct)).Find(release.Id);
        var allowed = embargo?.Allowed.Channels.Select(channel => guard.ReaderOf(channel, isLast: false).Named).Distinct().ToList() ?? [];
        return SlashCommandResponse.Open(EmbargoModal.Render(release.Value, embargo, notes, allowed));
    }
}

/// <summary>The modal <b>Embargo</b>.</summary>
internal sealed class EmbargoModal(EmbargoDesk desk, EmbargoGuard guard, IStore store, Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "comms.embargo";
    private const string Marked = "marked";
    private const string Channels = "channels";

    /// <param name="embargo">Null when the release is published.</param>
    /// <param name="allowed">Where it may be spoken of: <c>#sec-psirt-team</c>.</param>
    public static ModalViewDefinition Render(Release release, ReleaseEmbargo? embargo, EmbargoNotes notes, IReadOnlyList<string> allowed) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Embargo",
        Submit = "Save",
        Close = "Cancel",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"{release.Named()}{(embargo is null ? " is published: nothing of it is under embargo." : "\n" + Told(embargo, allowed))}") },
            new InputBlock
            {
                BlockId = Marked,
                Label = "Marked",
                Hint = "What else must not be told before publication: words, names, links; one a line",
                Element = new PlainTextInput { InitialValue = string.Join('\n', notes.Marked.Select(marked => marked.Text)), Multiline = true },
                Optional = true,
            },
            new InputBlock
            {
                BlockId = Channels,
                Label = "Channels",
                Hint = "Private channels where it may be spoken of too",
                Element = new ConversationMultiSelectMenu { InitialConversations = [.. notes.Channels.Select(channel => channel.Id)], MaxSelectedItems = EmbargoForm.MostChannels },
                Optional = true,
            },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            var release = submission.View.PrivateMetadata ?? "";
            var read = await desk.Notes(release, ct);
            var before = read?.Value ?? EmbargoNotes.None;
            if (EmbargoForm.TryMark(before, submission.State.Text(Marked), submission.UserId, time.GetUtcNow(), out var marked) is { } wrong)
                return (null, ViewSubmissionResponse.Error(Marked, wrong));
            var chosen = submission.State.Conversations(Channels);
            if (EmbargoForm.TryAdd(before, [.. chosen.Select(id => guard.ReaderOf(id, isLast: true))], submission.UserId, time.GetUtcNow(), settings.Embargo, out var channels) is { } unfit)
                return (null, ViewSubmissionResponse.Error(Channels, unfit));
            var commit = new Commit();
            EmbargoDesk.Save(commit, read, new() { Marked = marked, Channels = channels }, release, submission.UserId);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);

    private static string Told(ReleaseEmbargo embargo, IReadOnlyList<string> allowed)
    {
        var facts = embargo.Facts.ToLookup(fact => fact.Kind, fact => fact.Text);
        IEnumerable<(string Name, FactKind Kind)> kinds = [("CVEs", FactKind.Cve), ("Fixes", FactKind.Fix), ("Titles", FactKind.Title), ("Versions", FactKind.Version), ("Marked", FactKind.Marked)];
        return "Until it is published these are told only where it may be spoken of:\n"
            + string.Join('\n', kinds.Where(kind => facts[kind.Kind].Any()).Select(kind => $"• *{kind.Name}:* {Mrkdwn.Plain(Text.Words.Cut(string.Join(" · ", facts[kind.Kind]), 500))}"))
            + $"\n*Spoken of in* {Mrkdwn.Plain(string.Join(", ", allowed))}, and with PSIRT, release managers and Communications.";
    }
}

/// <summary>What the form takes, pure.</summary>
internal static class EmbargoForm
{
    public const int MostMarked = 50;
    public const int MostChannels = 20;

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? TryMark(EmbargoNotes before, string? text, string by, DateTimeOffset now, out IReadOnlyList<Marked> marked)
    {
        string[] lines = [.. (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        marked = [.. lines.Select(line => before.Marked.FirstOrDefault(known => known.Text == line) ?? new(line, by, now))];
        if (lines.FirstOrDefault(line => !Fact.IsLongEnough(line)) is { } tooShort)
            return $"{Text.Words.Quote(tooShort)} is too short: with fewer than {Fact.Shortest} letters or digits it would stand in any text";
        return lines.Length > MostMarked ? $"{lines.Length} lines are too many: at most {MostMarked} fit" : null;
    }

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? TryAdd(
        EmbargoNotes before, IReadOnlyList<Reader> chosen, string by, DateTimeOffset now, EmbargoSettings settings, out IReadOnlyList<AddedChannel> channels)
    {
        channels = [.. chosen.Select(reader => reader.Channel).OfType<Channel>()
            .Select(channel => before.Channels.FirstOrDefault(known => known.Id == channel.Id) ?? new(channel.Id, by, now))];
        return chosen.Select(reader => reader.Channel switch
        {
            null => $"I do not see {reader.Named}: invite me there first",
            { IsExtShared: true } => $"{reader.Named} is shared with another organisation: an embargoed fact never goes there",
            var channel when settings.IsOpen(channel.IsPrivate, channel.Name, channel.Id) => $"{reader.Named} is public: everyone of the workspace could read it there",
            _ => null,
        }).FirstOrDefault(wrong => wrong is not null);
    }
}
