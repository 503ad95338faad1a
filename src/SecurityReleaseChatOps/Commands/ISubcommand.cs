using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Commands;

/// <summary>How one subcommand is typed and described; an empty <paramref name="Word"/> is the command alone.</summary>
/// <param name="Command">With its slash: <c>/release</c>.</param>
/// <param name="Word">What follows it: <c>new</c>.</param>
/// <param name="Hint">What may follow that, for the help.</param>
/// <param name="Help">What it does, in a line.</param>
/// <param name="Least">Who may use it.</param>
/// <param name="Button">Its label among the buttons of a release's <b>More</b>; null when it has none there.</param>
public sealed record CommandUsage(string Command, string Word, string Hint, string Help, Role Least = Role.Psirt, string? Button = null);

/// <summary>A word that people try, but that is not a subcommand.</summary>
/// <param name="Instead">mrkdwn: the command they mean.</param>
internal sealed record NotACommand(string Command, string Word, string Instead);

/// <summary>A subcommand as it was typed.</summary>
/// <param name="Slack">The whole.</param>
/// <param name="Rest">What followed the word, decoded.</param>
/// <param name="Role">What the person may do.</param>
public sealed record CommandCall(SlashCommand Slack, Typed Rest, Role Role)
{
    /// <summary>Who typed it.</summary>
    public string UserId => Slack.UserId;
}

/// <summary>The answer of a command that gives files.</summary>
internal static class FileAnswer
{
    /// <summary>Gives them once, however often the command is delivered.</summary>
    /// <param name="answer">To whoever typed it.</param>
    public static Task<SlashCommandResponse> Give(
        this IStore store, CommandCall call, IReadOnlyList<GiveFile> files, SlashCommandResponse answer, CancellationToken ct) => store.Run(
            call.Slack.DeliveryId,
            _ => Task.FromResult<(Commit?, SlashCommandResponse)>((files.Aggregate(new Commit(), (commit, file) => commit.Effect(file)), answer)),
            SlashCommandResponse.Ephemeral("That was done already."),
            ct);
}

/// <summary>One use case behind a slash command.</summary>
public interface ISubcommand
{
    /// <summary>Where it is found, and its help.</summary>
    CommandUsage Usage { get; }

    /// <summary>Does it, and answers the person.</summary>
    Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct);
}
