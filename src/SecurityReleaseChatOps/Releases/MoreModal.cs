using System.Globalization;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The button <b>More</b> of a card: what its few words leave out, and all that can be done with the release now.</summary>
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
    // Nothing is submitted in it.
    private const string Id = "release.more";

    // As the commands are called.
    private static readonly (string Command, string Title)[] groups =
        [("/release", "Release"), ("/handover", "Handover"), ("/checklist", "Checklist"), ("/cve", "CVEs"), ("/blogpost", "Blog post"),
            ("/comms", "Communications"), ("/thanks", "Thanks")];

    /// <summary>What takes its place when a command answered in words.</summary>
    public static ModalViewDefinition Answered { get; } =
        new() { CallbackId = Id, Title = "More", Close = "Close", Blocks = [new SectionBlock { Text = "The answer is in the channel, for you alone." }] };

    /// <param name="words">The commands that this person can use on it now; those with a button are shown.</param>
    /// <param name="responseUrl">Where answers in words go.</param>
    /// <param name="note">Plain text: what of its versions does not fit the maintenance policy; null when all does.</param>
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

    /// <summary>Where the answers of a view go; null when it is not this one.</summary>
    public static string? OpenedFrom(ViewInfo? view) => view?.CallbackId == Id ? view.PrivateMetadata : null;

    private static string Moved(Release release) => release.Moves is [.., var last]
        ? string.Create(CultureInfo.InvariantCulture, $"\nMoved from {last.From:ddd d MMM}{ReleaseText.Because(last.Reason)}")
        : "";

    private static string OneRegion(Release release) => release.OverrideReason is { } why ? $"\nOne region for both: {Mrkdwn.Plain(why)}" : "";
}
