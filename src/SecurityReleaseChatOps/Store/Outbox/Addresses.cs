using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Store;

/// <summary>Resolves a feature's name for a channel to Slack's id, remembered while the app runs.</summary>
internal sealed partial class Addresses(ISlackApiClient slack, IChannelDirectory channels)
{
    private readonly ConcurrentDictionary<string, string> known = [];

    /// <summary>The id, if known. Entries without a channel have lanes with a colon, which no Slack name contains.</summary>
    public string? Known(string lane) => lane.Contains(':') ? lane : known.GetValueOrDefault(lane);

    /// <summary>All lanes that lead to this channel.</summary>
    public IReadOnlyList<string> LanesTo(string channel) =>
        channel.Contains(':') ? [channel] : [.. known.Where(pair => pair.Value == channel).Select(pair => pair.Key)];

    /// <summary>Slack no longer knows this id; a channel of the same name may be created again.</summary>
    public void Forget(string channel)
    {
        foreach (var lane in LanesTo(channel))
        {
            known.TryRemove(lane, out _);
        }
    }

    /// <summary>The lane's readers: its person, or the channel.</summary>
    public static string Reader(string lane, string channel) => IsPerson(lane) ? lane : channel;

    /// <summary>Whether this looks like a person's id.</summary>
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

    // Channel names are lower case.
    [GeneratedRegex("^[CDG][A-Z0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChannelId();

    [GeneratedRegex(@"\A[UW][A-Z0-9]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserId();
}
