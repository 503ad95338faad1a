using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation;

/// <summary><c>/rotation</c>: who is on the rotation, their current duties, and who is at work right now.</summary>
internal sealed class ShowRotationCommand(
    KeptRoster keptRoster, KeptPresence presence, IEnumerable<IDuties> duties, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    // A large region shows those somebody is most likely to look for now: more nobody reads on a phone.
    private const int MostOfRegion = 5;

    public CommandUsage Usage { get; } = new("/rotation", "", "", "who is on, and who is at work right now", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var roster = await keptRoster.Read(ct);
        var now = time.Now();
        var on = new List<(string UserId, string Duty)>();
        foreach (var giver in duties)
            on.AddRange(await giver.Now(ct));
        return SlashCommandResponse.Ephemeral(roster.Count == 0
            ? Empty(call.Role)
            : new Message { Text = "The rotation", Blocks = Render(presence.Of(roster), on.ToLookup(d => d.UserId, d => d.Duty), directory.NameOf, now) });
    }

    /// <summary>One section per region.</summary>
    public static IReadOnlyList<Block> Render(Presence presence, ILookup<string, string> duties, Func<string, string> nameOf, Instant now) =>
    [
        .. presence.Regions.Select(region => SectionBlock.Of($"*{region}*\n" + string.Join('\n', [.. Lines(presence, region, duties, nameOf, now)]))),
    ];

    /// <summary>When not all fit: those with duties, then those at work.</summary>
    private static IEnumerable<string> Lines(
        Presence presence, Region region, ILookup<string, string> duties, Func<string, string> nameOf, Instant now)
    {
        var on = duties.Select(of => presence.Find(of.Key)?.Engineer).OfType<Engineer>().Where(engineer => engineer.Region == region);
        var others = presence.Of(region, atWork: true).Concat(presence.Of(region, atWork: false)).Where(engineer => !duties.Contains(engineer.UserId));
        var shown = on.OrderByDescending(engineer => Day(engineer) is not null).Concat(others).Take(MostOfRegion).ToList();
        foreach (var engineer in shown.OrderByDescending(engineer => Day(engineer) is not null).ThenBy(engineer => nameOf(engineer.UserId)))
            yield return Line(engineer, duties[engineer.UserId], nameOf(engineer.UserId), Day(engineer), now);
        if (presence.CountOf(region) > MostOfRegion)
            yield return $"and {presence.CountOf(region) - MostOfRegion} more: `/rotation who @name` shows one";

        Workday? Day(Engineer engineer) => presence.Find(engineer.UserId)?.Day;
    }

    /// <summary>mrkdwn: a person's mark, local time, duties and hours. The name is no mention, so that looking notifies nobody.</summary>
    /// <param name="work">Their current workday; null when they are off.</param>
    internal static string Line(Engineer engineer, IEnumerable<string> duties, string name, Workday? work, Instant now)
    {
        var local = Workdays.LocalTime(engineer, now).ToString("ddd HH:mm", CultureInfo.InvariantCulture);
        var on = string.Join(", ", duties);
        if (engineer.Left)
            return $":no_entry_sign: *{Mrkdwn.Plain(name)}* left{(on.Length > 0 ? $" · *{on}*: let someone else take that" : "")}";
        var next = work is { } today
            ? $"until {Mrkdwn.Date(today.End, "{time}")}"
            : Workdays.Next(engineer, now) is { } day ? $"back {Mrkdwn.Date(day.Start)}" : "no working days";
        return $"{(work is not null ? ":large_green_circle:" : ":white_circle:")} *{Mrkdwn.Plain(name)}* · {local} there, {next}"
            + (on.Length > 0 ? $" · *{on}*" : "")
            + $"\n      {engineer.Hours}, {Mrkdwn.Plain(engineer.Zone)}";
    }

    private static Message Empty(Role role) => new()
    {
        Text = "Nobody is on the rotation yet.",
        Blocks =
        [
            SectionBlock.Of("*Nobody is on the rotation yet.* A release needs two engineers of different regions."),
            .. role == Role.Admin
                ? [
                    new SectionBlock { Text = new Markdown(
                        "Add them one by one, such as `" + RosterText.AddExample
                            + "`, or begin with all of PSIRT: by the time zones they set in Slack, 09:00-17:00, Mon-Fri. You can change each afterwards.") },
                    new ActionsBlock { Elements = [FillRoster.Button] },
                ]
                : (IEnumerable<Block>)[SectionBlock.Of("An admin adds engineers with `/rotation add`.")],
        ],
    };
}
