using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>A mention notifies: only people who are asked or told something are mentioned, all others are named.</summary>
public sealed class MentionTests
{
    // Messages posted to notify somebody. Later updates keep the mention, which notifies nobody again.
    private static readonly string[] Calling =
    [
        "prompt", "prompt of the other", "reminder", "handover", "handover 2023", "handover as drafted", "handover brought up", "nobody at work",
        "nobody at work at critical", "prompt while the other one is away", "prompt while one covers for the other",
        "is psirt ready", "psirt is ready", "psirt is not ready any more", "comms reminder", "comms escalation", "customer email waiting", "records question",
        "thanks",
    ];

    [Fact]
    public void People_are_named_wherever_nobody_is_called() =>
        Gallery.Monday().All().Where(shown => shown.Json.ToString() is var said && (Mentions(said, "<@") || Mentions(said, "<!subteam")))
            .Select(shown => shown.Name).Where(name => !Calling.Contains(name) && !name.StartsWith("comms message", StringComparison.Ordinal)).ShouldBeEmpty();

    private static bool Mentions(string json, string begin) =>
        json.Contains(begin, StringComparison.Ordinal) || json.Contains(begin.Replace("<", "\\u003C"), StringComparison.Ordinal);
}
