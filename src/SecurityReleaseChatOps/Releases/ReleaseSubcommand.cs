using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A subcommand on one release: it takes the one that is named or the only active one, and asks when there are several.</summary>
public abstract class ReleaseSubcommand(ReleaseDesk desk) : ISubcommand
{
    public abstract CommandWord Word { get; }

    /// <summary>The states in which it can be done; null: in any.</summary>
    protected virtual While? While => null;

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var releases = await desk.All(ct);
        var found = ReleaseLookup.Find(call.Rest, [.. releases.Select(d => d.Value)]);
        if (found.Release is { } release)
        {
            return While?.Refuse(release) is { } no
                ? SlashCommandResponse.Ephemeral(Mrkdwn.Plain(no))
                : await On(releases.First(d => d.Id == release.Id), call, ct);
        }
        return SlashCommandResponse.Ephemeral(found.Words is { } words
            ? Mrkdwn.Plain(words)
            : ChooseRelease.Ask($"{Word.Command} {Word.Word}", found.Choices));
    }

    /// <summary>Does it on the release.</summary>
    protected abstract Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct);
}

/// <summary>A subcommand with words of its own, on one release: it is named before or after them, or is the only active one, or is asked for.</summary>
public abstract class WordsOnRelease(ReleaseDesk desk) : ISubcommand
{
    public abstract CommandWord Word { get; }

    /// <summary>The states in which it can be done; null: in any.</summary>
    protected virtual While? While => null;

    /// <summary>Whether its words end in a text or a date, in which a version or a date does not name the release.</summary>
    protected virtual bool EndsInText => false;

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var releases = await desk.All(ct);
        var (name, words) = ReleaseLookup.Split(call.Rest, [.. releases.Select(d => d.Value)], EndsInText);
        var found = ReleaseLookup.Find(name ?? default, [.. releases.Select(d => d.Value)]);
        if (found.Release is { } release)
        {
            return While?.Refuse(release) is { } no
                ? SlashCommandResponse.Ephemeral(Mrkdwn.Plain(no))
                : await On(releases.First(d => d.Id == release.Id), call with { Rest = words }, ct);
        }
        // To ask which one, when one was named that is not there, would be beside the point.
        if (found.Choices.Count > 0 && ReleaseLookup.UnknownId(call.Rest, [.. releases.Select(d => d.Value)]) is { } unknown)
            found = ReleaseLookup.Find(unknown, [.. releases.Select(d => d.Value)]);
        return SlashCommandResponse.Ephemeral(found.Words is { } why
            ? Mrkdwn.Plain(why)
            : ChooseRelease.Ask($"{Word.Command} {Word.Word} {words.Sent}".TrimEnd(), found.Choices));
    }

    /// <summary>Does it on the release; the call's rest is what was typed without the release's name.</summary>
    protected abstract Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct);
}

/// <summary>The question which release a command means, and the answer to it: the command runs again with the one that was pressed.</summary>
internal sealed class ChooseRelease(CommandRouter router) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.choose";

    // Slack shows at most 25 elements in a row of buttons, and keeps 2,000 characters in each.
    private const int Most = 25;
    private const int Longest = 2000;

    /// <param name="command">Runs again with the release's id behind it; as Slack sent it.</param>
    public static Message Ask(string command, IReadOnlyList<Release> choices) => command.Length > Longest ? NameIt(command, choices) : new()
    {
        Text = "Which release?",
        Blocks =
        [
            new SectionBlock { Text = new Markdown("*Which release?*") },
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

    // More than a button keeps: the person sends it again, and has it here to copy.
    private static Message NameIt(string command, IReadOnlyList<Release> choices) => new()
    {
        Text = "Which release?",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"*Which release?* Send it again with its name at the end: {string.Join(", ", choices.Take(Most).Select(r => Mrkdwn.Plain(ReleaseLookup.Short(r))))}.") },
            new SectionBlock { Text = new Markdown(Mrkdwn.Plain(SlackText.Plain(command))) },
        ],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = (action.Value ?? "").Split(' ', 2);
        var answer = await router.Handle(
            new SlashCommand
            {
                Command = words[0],
                Text = $"{words.ElementAtOrDefault(1)} {action.Detail}".Trim(),
                UserId = request.UserId,
                ChannelId = request.ChannelId,
                TriggerId = request.TriggerId,
                ResponseUrl = request.ResponseUrl,
                DeliveryId = request.DeliveryId,
                TeamId = request.TeamId,
            },
            cancellation);
        var shown = answer.Message is { } message ? ActionResponse.Replace(message) : ActionResponse.Delete;
        return shown with { OpenView = answer.OpenView };
    }
}
