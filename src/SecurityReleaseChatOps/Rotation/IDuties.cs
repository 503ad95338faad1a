namespace SecurityReleaseChatOps.Rotation;

/// <summary>Engineers' current duties, implemented by every feature that assigns some.</summary>
public interface IDuties
{
    /// <summary>Each duty with its person's Slack user id, in plain text such as <c>Primary of R12</c>.</summary>
    Task<IReadOnlyList<(string UserId, string Duty)>> Now(CancellationToken ct);
}
