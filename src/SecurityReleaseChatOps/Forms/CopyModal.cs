using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Forms;

/// <summary>Text to copy, shown in inputs, where one tap selects all.</summary>
internal sealed class CopyModal(FormFrame frame) : Form(frame, Who.Viewers)
{
    public const string CallbackId = "checklist.copy";

    // Slack's limit of an input.
    private const int Longest = 3000;

    public static ModalViewDefinition Render(string title, IReadOnlyList<Markdown> notes, params IEnumerable<(string Label, string Text)> texts) => Of(
        title, "I have copied it",
        [.. notes.Select(note => new SectionBlock { Text = note }), .. texts.Select(text => Input(text.Label, text.Text))]);

    /// <summary>The same among other blocks.</summary>
    /// <param name="submit">The word on the button that closes it.</param>
    public static ModalViewDefinition Of(string title, string submit, IReadOnlyList<Block> blocks) =>
        new() { CallbackId = CallbackId, Title = title, Submit = submit, Close = "Close", ClearOnClose = true, Blocks = blocks };

    public static InputBlock Input(string label, string text) => new()
    {
        Label = label,
        Element = new PlainTextInput { Multiline = true, InitialValue = Text.PlainText.Cut(text, Longest) },
        Optional = true,
    };

    /// <summary>Pieces that each fit an input, cut at line ends where possible.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var rest = text[at..];
            var length = Graphemes.Border(rest, Longest);
            if (length < rest.Length && rest.LastIndexOf('\n', length - 1) is var end and > 0)
                length = end + 1;
            yield return rest[..length].TrimEnd('\n');
            at += length;
        }
    }

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct) =>
        Task.FromResult<(Commit?, ViewSubmissionResponse)>((null, ViewSubmissionResponse.Clear));
}
