namespace SecurityReleaseChatOps.Comms;

/// <summary>What a message of the matrix says unless someone changes it.</summary>
internal sealed class PingTexts
{
    /// <returns>Plain text.</returns>
    public string Of(CommsFile file, CommsMessage message) => $"{message.Title} ({file.Release.Id})";
}
