using System.Collections.Concurrent;

namespace SecurityReleaseChatOps.Access;

/// <summary>Names for mentions, including channels the app is not in: those are looked up, once.</summary>
internal sealed class MentionedNames(ISlackApiClient slack, SlackDirectory directory)
{
    // Somebody is waiting, and a form must open within 3 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const int MostAsked = 5;
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, string> _told = new();

    /// <summary>The name behind a mention's target: <c>@U123</c>, <c>#C123</c>, <c>!subteam^S123</c>; null when it is not known.</summary>
    public string? Of(string target) => directory.NameOfMention(target) ?? _told.GetValueOrDefault(target);

    /// <summary>Looks up the channels among these targets, as far as Slack answers in time.</summary>
    public async Task Ask(IEnumerable<string> targets, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Patience);
        await Task.WhenAll(targets.Where(target => target[0] == '#').Take(MostAsked).Select(target => AskFor(target, bounded.Token)));
    }

    private async Task AskFor(string target, CancellationToken ct)
    {
        try
        {
            if ((await slack.Conversations.Info(target[1..], ct)).Name is { } name && _told.Count < MostKept)
                _told[target] = name;
        }
        catch (Exception fault) when (fault is SlackException or OperationCanceledException)
        {
            // It is private, or Slack did not answer in time: it stays without a name.
        }
    }
}
