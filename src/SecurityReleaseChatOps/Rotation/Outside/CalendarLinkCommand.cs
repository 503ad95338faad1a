using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/rotation calendar link</c>: secret addresses for a calendar app to follow one's own shifts and the team's.</summary>
internal sealed class CalendarLinkCommand(CalendarLinks links) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "calendar link", "", "the addresses for your calendar app", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        SlashCommandResponse.Ephemeral(await links.Show(call.UserId, call.Slack.DeliveryId, anew: false, ct));
}

/// <summary><b>New addresses</b> and <b>Revoke</b> under the addresses.</summary>
internal sealed class CalendarLinkButtons(CalendarLinks links, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.calendar.link";

    private const string Anew = "new";

    public static IReadOnlyList<Button> Buttons { get; } =
    [
        new() { ActionId = ActionId + ":new", Text = "New addresses", Value = Anew, Confirm = Ask("New addresses?", "Calendars that follow the old ones stop.", "Make new ones") },
        new() { ActionId = ActionId + ":revoke", Text = "Revoke", Value = "revoke", Confirm = Ask("Revoke them?", "Calendars that follow them stop.", "Revoke") },
    ];

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Who.Viewers.Refuse(directory, request.UserId) is { } no ? ActionResponse.Ephemeral(no)
        : ActionResponse.Replace(action.Value == Anew
            ? await links.Show(request.UserId, request.DeliveryId, anew: true, cancellation)
            : await links.Revoke(request.UserId, request.DeliveryId, cancellation));

    private static ConfirmationDialog Ask(string title, string text, string yes) => new() { Title = title, Text = (PlainText)text, Confirm = yes, Deny = "Cancel" };
}

/// <summary>Gives a person their addresses, and revokes them.</summary>
internal sealed class CalendarLinks(IStore store, FeedStore feeds, KeptRoster roster, PublicAddress address)
{
    private const string Again = "That was done already: `/rotation calendar link` shows the addresses.";

    /// <summary>Their addresses, created if missing.</summary>
    /// <param name="anew">Whether to replace the old ones.</param>
    public Task<Message> Show(string person, string deliveryId, bool anew, CancellationToken cancellation)
    {
        if (address.Base is not { } publicBase)
            return Task.FromResult<Message>(
                "Calendar apps cannot reach me: an operator has to set `PublicUrl` first. Until then `/rotation calendar` shows the releases.");
        return store.Run(deliveryId, async ct =>
        {
            var has = await feeds.Of(person, ct);
            var isOnRoster = (await roster.Read(ct)).Any(engineer => engineer.UserId == person);
            var (commit, given) = (new Commit(), new List<Feed>());
            foreach (var scope in isOnRoster ? new[] { FeedScope.Mine, FeedScope.Team } : [FeedScope.Team])
            {
                var before = has.FirstOrDefault(feed => feed.Value.Scope == scope);
                var feed = anew || before is null ? Feed.New(person, scope) : before.Value;
                if (feed != before?.Value)
                    FeedStore.Give(commit, feed, before);
                given.Add(feed);
            }
            return (commit, Render(given, publicBase));
        }, (Message)Again, cancellation);
    }

    public Task<Message> Revoke(string person, string deliveryId, CancellationToken cancellation) => store.Run(deliveryId, async ct =>
    {
        var has = await feeds.Of(person, ct);
        return (has.Aggregate(new Commit(), (commit, feed) => FeedStore.Revoke(commit, feed, person)),
            (Message)"Revoked: nobody can read the rotation there any more. `/rotation calendar link` makes new ones.");
    }, (Message)Again, cancellation);

    /// <summary>The addresses as code, since link previews would fetch them.</summary>
    internal static Message Render(IReadOnlyList<Feed> given, Uri publicBase) => new()
    {
        Text = "Addresses for your calendar app",
        Blocks =
        [
            new SectionBlock { Text = new Markdown(string.Join('\n', given
                .Select(feed => $"*{(feed.Scope == FeedScope.Mine ? "Your shifts" : "All shifts")}*\n`{FeedEndpoint.AddressOf(feed, publicBase)}`"))) },
            ContextBlock.Of("In your calendar app, add them by address. Anyone who has one can read it: keep them to yourself."),
            new ActionsBlock { Elements = [.. CalendarLinkButtons.Buttons] },
        ],
    };
}
