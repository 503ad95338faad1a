using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a message of the matrix says unless someone changes it.</summary>
internal sealed class PingTexts(MessageTexts texts, SlackDirectory directory)
{
    /// <summary>As Slack shows it, with <see cref="TextMarks"/>.</summary>
    /// <returns>Plain text.</returns>
    public string ForSlack(CommsFile file, CommsMessage message) => texts.Render(message, TextMarks.In(Facts(file)));

    /// <summary>To be taken elsewhere, all in words; what was scheduled for Slack as it was written.</summary>
    /// <returns>Plain text.</returns>
    public string Of(CommsFile file, CommsMessage message) => file.Find($"{file.Release.Id}/{message.Id}")?.Value is { SentAt: null, IsTemplate: false } scheduled
        ? TextMarks.InWords(scheduled.Text, Facts(file))
        : texts.Render(message, Facts(file));

    private TextFacts Facts(CommsFile file) => TextFacts.Of(file.Release, file.Roster, directory.NameOf);
}
