namespace SecurityReleaseChatOps.Rotation;

/// <summary>What engineers are on for at present; whoever gives them duties says so.</summary>
public interface IDuties
{
    /// <summary>Each duty with the person's user id and a word for it in plain text, such as <c>Primary of R12</c>.</summary>
    Task<IReadOnlyList<(string UserId, string Duty)>> Now(CancellationToken ct);
}
