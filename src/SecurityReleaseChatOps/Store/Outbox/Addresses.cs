using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>From what a feature calls a channel to Slack's id of it. What was found is remembered while the app runs.</summary>
internal sealed partial class Addresses(ISlackApiClient slack, IChannelDirectory channels)
{
    private readonly ConcurrentDictionary<string, string> known = [];

    /// <summary>The id, if it is known. What goes to no channel has a lane of its own, with a colon, which no name of Slack's has.</summary>
    public string? Known(string lane) => lane.Contains(':') ? lane : known.GetValueOrDefault(lane);

    /// <summary>All lanes that lead to this channel.</summary>
    public IReadOnlyList<string> LanesTo(string channel) =>
        channel.Contains(':') ? [channel] : [.. known.Where(pair => pair.Value == channel).Select(pair => pair.Key)];

    /// <summary>Slack knows no channel of this id any more; one of the same name may be made anew.</summary>
    public void Forget(string channel)
    {
        foreach (var lane in LanesTo(channel))
        {
            known.TryRemove(lane, out _);
        }
    }

    /// <summary>Who reads what goes to this lane: its one person, or those in the channel.</summary>
    public static string Reader(string lane, string channel) => IsPerson(lane) ? lane : channel;

    /// <summary>Whether this has the form of a person's id.</summary>
    public static bool IsPerson(string id) => UserId().IsMatch(id);

    /// <exception cref="UndeliverableException">There is no such channel.</exception>
    /// <exception cref="SlackException">The direct message cannot be opened.</exception>
    public async Task Resolve(string lane, CancellationToken ct)
    {
        known[lane] = ChannelId().IsMatch(lane) ? lane
            : IsPerson(lane) ? (await slack.Conversations.Open([lane], ct)).Id
            : await channels.Find(lane.TrimStart('#'), ct)
                ?? throw new UndeliverableException($"The bot sees no channel named '{lane}'. Make it, or invite the bot to it.");
    }

    // Names of channels have no capitals.
    [GeneratedRegex("^[CDG][A-Z0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChannelId();

    [GeneratedRegex(@"\A[UW][A-Z0-9]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserId();
}
