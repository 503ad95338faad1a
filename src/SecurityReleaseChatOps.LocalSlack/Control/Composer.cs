using System.Text.RegularExpressions;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Converts what a person types as Slack's composer does: names become mentions, links are marked, the rest is escaped.</summary>
internal static partial class Composer
{
    public static string Message(Workspace workspace, string typed) => Typed().Replace(typed, match => match.Value switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        ['h', ..] => $"<{match.Value.Replace("&", "&amp;")}>",
        ['@' or '#', ..] => Reference(workspace, match.Value, labelled: false) ?? match.Value,
        _ => match.Value,
    });

    /// <summary>The text of a slash command; names become ids only if the command asks for that.</summary>
    public static string Command(Workspace workspace, string typed, bool ids) => Typed().Replace(typed, match => match.Value switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        ['h', ..] => match.Value.Replace("&", "&amp;"),
        ['@' or '#', ..] when ids => Reference(workspace, match.Value, labelled: true) ?? match.Value,
        ['<', ..] => Token(workspace, match.Value, ids),
        _ => match.Value,
    });

    private static string? Reference(Workspace workspace, string name, bool labelled)
    {
        if (name is "@here" or "@channel" or "@everyone")
            return $"<!{name[1..]}>";
        var trimmed = name.TrimEnd('.', '-', '_');
        var rest = name[trimmed.Length..];
        if (name[0] == '#')
            return workspace.FindChannel(trimmed) is { } channel ? $"<#{channel.Id}|{(labelled ? channel.Name : "")}>{rest}" : null;
        if (workspace.Users.Values.FirstOrDefault(u => $"@{u.Name}".Equals(trimmed, StringComparison.OrdinalIgnoreCase)) is { } user)
            return (labelled ? $"<@{user.Id}|{user.Name}>" : $"<@{user.Id}>") + rest;
        return workspace.FindGroup(trimmed) is { } group ? (labelled ? $"<!subteam^{group.Id}|@{group.Handle}>" : $"<!subteam^{group.Id}>") + rest : null;
    }

    /// <summary>A mention picked from the list, such as <c>&lt;@U01&gt;</c>.</summary>
    private static string Token(Workspace workspace, string token, bool ids)
    {
        var id = token.Trim('<', '>').Split('|')[0];
        var name = id switch
        {
            ['@', .. var user] => workspace.Users.GetValueOrDefault(user) is { } u ? $"@{u.Name}" : null,
            ['#', .. var channel] => workspace.Channels.GetValueOrDefault(channel) is { } c ? $"#{c.Name}" : null,
            _ => workspace.Groups.GetValueOrDefault(id.Replace("!subteam^", "")) is { } g ? $"@{g.Handle}" : null,
        };
        return name is null ? token : ids ? Reference(workspace, name, labelled: true) ?? token : name;
    }

    [GeneratedRegex(
        @"<(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!subteam\^S[A-Z0-9]+|!here|!channel|!everyone)(\|[^<>]*)?>|https?://[^\s<>]+|(?<![\w.&])[@#][\w.-]+|[&<>]",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Typed();
}
