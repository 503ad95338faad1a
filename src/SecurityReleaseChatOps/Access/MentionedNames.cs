using System.Collections.Concurrent;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Access;

/// <summary>What mentions are called, those of channels that the app is not in too: they are asked for, once.</summary>
internal sealed class MentionedNames(ISlackApiClient slack, SlackDirectory directory)
{
    // Whoever pressed waits, and a form must open within 3 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const int MostAsked = 5;
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, string> _told = new();

    /// <summary>The name behind a mention's target: <c>@U123</c>, <c>#C123</c>, <c>!subteam^S123</c>; null when it is not known.</summary>
    public string? Of(string target) => directory.NameOfMention(target) ?? _told.GetValueOrDefault(target);

    /// <summary>Asks for the channels among these targets, as far as Slack tells of them in time.</summary>
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
            // A private one, or Slack does not say in time: it stays without a name.
        }
    }
}
