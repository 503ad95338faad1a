using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A subcommand that a release's <b>More</b> may offer.</summary>
public interface IOffered
{
    /// <summary>Whether it makes sense for that person now.</summary>
    /// <param name="by">Slack user id.</param>
    bool Offers(Release release, string by);
}

/// <summary>A subcommand on one release: the named or only active one; it asks when there are several.</summary>
/// <param name="states">The states in which it is allowed; null: any.</param>
public abstract class OnReleaseCommand(ReleaseStore releaseStore, While? states = null) : ISubcommand, IOffered
{
    public abstract CommandUsage Usage { get; }

    protected ReleaseStore Releases => releaseStore;

    public virtual bool Offers(Release release, string by) => states?.Refuse(release) is null;

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var all = await releaseStore.Meant(call.Rest, ct);
        var (found, words) = Find(call.Rest, [.. all.Select(d => d.Value)]);
        if (found.Release is not { } release)
        {
            return SlashCommandResponse.Ephemeral(found.Words is { } why
                ? Mrkdwn.Plain(why)
                : ChooseRelease.Ask($"{Usage.Command} {Usage.Word} {words.Sent}".TrimEnd(), found.Choices));
        }
        return states?.Refuse(release) is { } no
            ? SlashCommandResponse.Ephemeral(Mrkdwn.Plain(no))
            : await On(all.First(d => d.Id == release.Id), call with { Rest = words }, ct);
    }

    /// <summary>Those that the command is still for when none is active: closed ones whose last steps come weeks later.</summary>
    protected IEnumerable<Release> Left(IReadOnlyList<Release> releases) =>
        releases.Where(release => release is { State: ReleaseState.Closed, OverAt: null } && states?.Refuse(release) is null);

    /// <summary>Finds the release meant, and the words without its name.</summary>
    protected abstract (Lookup Found, Typed Words) Find(Typed typed, IReadOnlyList<Release> releases);

    /// <summary>Runs on the release; the call's rest is the typed text without the release's name.</summary>
    protected abstract Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct);
}

/// <summary>A subcommand without words of its own: the words after it name the release.</summary>
public abstract class ReleaseCommand(ReleaseStore releaseStore, While? states = null) : OnReleaseCommand(releaseStore, states)
{
    protected override (Lookup Found, Typed Words) Find(Typed typed, IReadOnlyList<Release> releases) =>
        (ReleaseLookup.Find(typed, releases, Left(releases)), default);
}

/// <summary>A subcommand with words of its own: the release is named before or after them.</summary>
public abstract class ReleaseTextCommand(ReleaseStore releaseStore, While? states = null) : OnReleaseCommand(releaseStore, states)
{
    /// <summary>Whether its words end in free text or a date, where a version or date does not name the release.</summary>
    protected virtual bool EndsInText => false;

    protected override (Lookup Found, Typed Words) Find(Typed typed, IReadOnlyList<Release> releases)
    {
        var (name, words) = ReleaseLookup.Split(typed, releases, EndsInText);
        var found = ReleaseLookup.Find(name ?? default, releases, Left(releases));
        // When the named release does not exist, asking which one is meant would not help.
        return (found.Choices.Count > 0 && ReleaseLookup.UnknownId(typed, releases) is { } unknown ? ReleaseLookup.Find(unknown, releases) : found, words);
    }
}

/// <summary>Asks which release a command means; a press runs the command again with that release.</summary>
internal sealed class ChooseRelease(CommandRouter router) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.choose";

    // Slack allows 25 elements in an actions block, and 2,000 characters in each value.
    private const int Most = 25;
    private const int Longest = 2000;

    /// <param name="command">Runs again with the release's id behind it; as Slack sent it.</param>
    public static Message Ask(string command, IReadOnlyList<Release> choices) => command.Length > Longest ? NameIt(command, choices) : new()
    {
        Text = "Which release?",
        Blocks =
        [
            SectionBlock.Of("*Which release?*"),
            new ActionsBlock
            {
                Elements = [.. choices.Take(Most).Select(r => new Button
                {
                    ActionId = $"{ActionId}:{r.Id}",
                    Text = $"{r.Id} · {r.Title()}",
                    Value = command,
                })],
            },
        ],
    };

    // Too long for a button's value: the person sends it again, and can copy it from here.
    private static Message NameIt(string command, IReadOnlyList<Release> choices) => new()
    {
        Text = "Which release?",
        Blocks =
        [
            new SectionBlock { Text = new Markdown(
                $"*Which release?* Send it again with its name at the end: {string.Join(", ", choices.Take(Most).Select(r => Mrkdwn.Plain(ReleaseLookup.Short(r))))}.") },
            SectionBlock.Of(Mrkdwn.Plain(SlackText.Plain(command))),
        ],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var answer = await router.Run($"{action.Value} {action.Detail}".Trim(), request, request.ResponseUrl, cancellation);
        var shown = answer.Message is { } message ? ActionResponse.Replace(message) : ActionResponse.Delete;
        return shown with { OpenView = answer.OpenView };
    }
}
