using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The button <b>More</b> of a card: what the card leaves out, and everything that can be done with the release now.</summary>
internal sealed class MoreOfRelease(
    ReleaseStore releases, IEnumerable<ISubcommand> commands, SlackDirectory directory, Hosting.Settings settings) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.more";

    public static Button Button(Release release) => new() { ActionId = ActionId, Text = "More", Value = release.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (await releases.Get(action.Value ?? "", cancellation) is not { Value: var release })
            return ActionResponse.Ephemeral(ReleaseText.Gone);
        var role = directory.RoleOf(request.UserId);
        var others = (await releases.All(cancellation)).Select(read => read.Value).Where(other => other.Id != release.Id);
        return ActionResponse.Open(MoreModal.Render(
            release,
            [.. commands.Where(command => role >= command.Usage.Least && (command is not IOffered offered || offered.Offers(release, request.UserId)))
                .Select(command => command.Usage)],
            request.ResponseUrl,
            MaintenancePolicy.Note(release, others, settings.MaintainedMinors)));
    }
}

/// <summary>The modal <b>More</b>.</summary>
internal static class MoreModal
{
    // It has no submission.
    private const string Id = "release.more";

    // Named like the commands.
    private static readonly (string Command, string Title)[] groups =
        [("/release", "Release"), ("/handover", "Handover"), ("/checklist", "Checklist"), ("/cve", "CVEs"), ("/blogpost", "Blog post"),
            ("/comms", "Communications"), ("/thanks", "Thanks")];

    /// <summary>What replaces it when a command answers in words.</summary>
    public static ModalViewDefinition Answered { get; } =
        new() { CallbackId = Id, Title = "More", Close = "Close", Blocks = [new SectionBlock { Text = "The answer is in the channel, for you alone." }] };

    /// <param name="words">The commands this person can use on it now; those with a button are shown.</param>
    /// <param name="responseUrl">Where text answers go.</param>
    /// <param name="note">Plain text: which of its versions do not fit the maintenance policy; null when all do.</param>
    public static ModalViewDefinition Render(Release release, IReadOnlyList<CommandUsage> words, string? responseUrl, string? note = null) => new()
    {
        CallbackId = Id,
        PrivateMetadata = responseUrl,
        Title = "More",
        Close = "Close",
        Blocks =
        [
            new SectionBlock { Text = new Markdown(
                $"{release.Named()}\nSeverity {release.SeverityAndWhence()}{Moved(release)}{OneRegion(release)}{(note is null ? "" : $"\nMaintenance policy: {Mrkdwn.Plain(note)}")}\n{ReleaseCard.Links(release)}") },
            .. groups
                .Select(group => (group.Title, Buttons: words.Where(word => word.Command == group.Command && word.Button is not null).ToList()))
                .Where(group => group.Buttons.Count > 0)
                .SelectMany(group => new Block[]
                {
                    SectionBlock.Of($"*{group.Title}*"),
                    new ActionsBlock { Elements =
                        [.. group.Buttons.Select(word => RunCommand.Button(word.Button!, $"{word.Command} {word.Word}".TrimEnd(), release))] },
                }),
        ],
    };

    /// <summary>Where a view's answers go; null for other views.</summary>
    public static string? OpenedFrom(ViewInfo? view) => view?.CallbackId == Id ? view.PrivateMetadata : null;

    private static string Moved(Release release) => release.Moves is [.., var last]
        ? string.Create(CultureInfo.InvariantCulture, $"\nMoved from {last.From:ddd d MMM}{ReleaseText.Because(last.Reason)}")
        : "";

    private static string OneRegion(Release release) => release.OverrideReason is { } why ? $"\nOne region for both: {Mrkdwn.Plain(why)}" : "";
}
