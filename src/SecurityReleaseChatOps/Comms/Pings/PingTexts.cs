using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a message of the matrix says unless someone changes it.</summary>
internal sealed class PingTexts(MessageTexts texts, SlackDirectory directory)
{
    /// <returns>Plain text.</returns>
    public string Of(CommsFile file, CommsMessage message) => texts.Render(message, TextFacts.Of(file.Release, file.Roster, directory.NameOf));
}
