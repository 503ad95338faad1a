using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Commands;

/// <summary>Finds the typed subcommand; answers <c>help</c>, and a wrong word with the nearest right one.</summary>
internal sealed class CommandRouter(IEnumerable<ISubcommand> subcommands, IEnumerable<NotACommand> others, SlackDirectory directory, Settings settings)
    : ISlashCommandHandler
{
    private const int Longest = 60;
    private const string HelpWord = "help";

    private readonly ILookup<string, ISubcommand> _commands = subcommands.ToLookup(s => s.Usage.Command);
    private readonly IReadOnlyList<NotACommand> _others = [.. others];

    public Task<SlashCommandResponse> Handle(SlashCommand command, CancellationToken cancellation)
    {
        var name = Unprefixed(command.Command);
        var typed = Typed.AtCommand(command.Text, directory.NameOfMention);
        var word = Meant(typed.Split().First);
        var known = _commands[name];
        var role = directory.RoleOf(command.UserId);

        if (AsksForHelp(typed))
            return Say(Help(name, known, role));
        foreach (var subcommand in known.Where(s => s.Usage.Word.Length > 0).OrderByDescending(s => s.Usage.Word.Length))
        {
            var (first, rest) = typed.Split(subcommand.Usage.Word.Split(' ').Length);
            if (Meant(first).Equals(subcommand.Usage.Word, StringComparison.OrdinalIgnoreCase))
                return AsksForHelp(rest) ? Say(Help(name, known, role)) : Run(subcommand, rest);
        }
        if (_others.FirstOrDefault(other => other.Command == name && other.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } other)
            return Say($"{Wrong()} {other.Instead}");
        if (Nearest(word, known.Select(s => s.Usage.Word).Append(HelpWord)) is { } near)
            return Say($"{Wrong()} Did you mean `{Prefixed(name)} {near}`? `{Prefixed(name)} help` lists all.");
        if (known.FirstOrDefault(s => s.Usage.Word.Length == 0) is { } alone && (typed.IsEmpty || alone.Usage.Hint.Length > 0))
            return Run(alone, typed);
        return Say(typed.IsEmpty ? Help(name, known, role) : $"{Wrong()}\n{Help(name, known, role)}");

        string Wrong() => $"`{Prefixed(name)} {Mrkdwn.Plain(PlainText.Cut(word, Longest))}` is not a command.";

        Task<SlashCommandResponse> Run(ISubcommand subcommand, Typed rest) => role < subcommand.Usage.Least
            ? Say(subcommand.Usage.Least == Role.Admin
                ? $"`{Prefixed(name)} {subcommand.Usage.Word}` is for admins. Ask one of "
                    + $"{string.Join(", ", settings.Access.Admins.Select(a => "@" + Mrkdwn.Plain(a)))}."
                : $"`{$"{Prefixed(name)} {subcommand.Usage.Word}".TrimEnd()}` is PSIRT's to use. `/{settings.CommandPrefix}release` shows where "
                    + $"releases stand.")
            : subcommand.Run(new CommandCall(command, rest, role), cancellation);
    }

    /// <summary>Runs the command behind a button as if it were typed.</summary>
    /// <param name="line">A command with what follows it, as Slack sent or would send it; its prefix may be missing.</param>
    /// <param name="request">The press.</param>
    /// <param name="responseUrl">Where later answers go.</param>
    public Task<SlashCommandResponse> Run(string line, SlackRequest request, string? responseUrl, CancellationToken cancellation)
    {
        var words = line.Split(' ', 2);
        return Handle(
            new()
            {
                Command = words[0],
                Text = words.ElementAtOrDefault(1) ?? "",
                UserId = request.UserId,
                ChannelId = request.ChannelId,
                TriggerId = request.TriggerId,
                ResponseUrl = responseUrl,
                DeliveryId = request.DeliveryId,
                TeamId = request.TeamId,
            },
            cancellation);
    }

    // A button's command has no prefix.
    private string Unprefixed(string command) =>
        command.StartsWith("/" + settings.CommandPrefix, StringComparison.Ordinal) ? "/" + command[(settings.CommandPrefix.Length + 1)..] : command;

    private string Prefixed(string name) => "/" + settings.CommandPrefix + name[1..];

    private string Help(string name, IEnumerable<ISubcommand> known, Role role) =>
        $"*{Prefixed(name)}*\n" + string.Join('\n', known
            .Where(s => role >= s.Usage.Least)
            .Select(s => $"• `{string.Join(' ', new[] { Prefixed(name), s.Usage.Word, s.Usage.Hint }.Where(w => w.Length > 0))}` – {s.Usage.Help}"));

    // As people ask for it anywhere: help, -h, --help, ?
    private static bool AsksForHelp(Typed words) => words.Folded.TrimStart('-').ToLowerInvariant() is HelpWord or "h" or "?";

    // Asked as a question, it is the same word: /release ready?
    private static string Meant(Typed words) => string.Join(' ', words.Words.Select(word => word.Folded)).TrimEnd('?');

    private static Task<SlashCommandResponse> Say(string text) => Task.FromResult(SlashCommandResponse.Ephemeral(text));

    /// <summary>The known word at most two slips of the finger away (one for short words), or begun with three letters or more; null if none is.</summary>
    internal static string? Nearest(string typed, IEnumerable<string> words) => words
        .Where(w => w.Length > 0 && typed.Length > 1)
        .Select(w => (Word: w, Slips: Slips(typed.ToLowerInvariant(), w)))
        .Where(x => x.Slips <= (x.Word.Length > 4 ? 2 : 1) || (typed.Length > 2 && x.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(x => x.Slips)
        .Select(x => x.Word)
        .FirstOrDefault();

    /// <summary>The Damerau-Levenshtein distance, of words of bounded length: two letters the wrong way round are one slip.</summary>
    internal static int Slips(string a, string b)
    {
        if (a.Length > 32)
            return int.MaxValue;
        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }
        return slips[a.Length, b.Length];
    }
}
