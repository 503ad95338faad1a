using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Forms;

/// <summary>A form as it opens.</summary>
internal static class FormModal
{
    /// <param name="callbackId">Names the handler of its submission.</param>
    /// <param name="submit">The word on the button that submits it; the other is <b>Cancel</b>.</param>
    /// <param name="about">What it carries: see <see cref="Carried{T}"/>.</param>
    /// <param name="readAt">What it shows of what is stored.</param>
    public static ModalViewDefinition Of<T>(string callbackId, string title, string submit, T about, ReadAt readAt, IReadOnlyList<Block> blocks) => new()
    {
        CallbackId = callbackId,
        PrivateMetadata = Carried.Write(about, readAt),
        Title = title,
        Submit = submit,
        Close = "Cancel",
        Blocks = blocks,
    };
}
