using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The modal in which a message shortcut asks which of several active releases is meant.</summary>
internal static class WhichRelease
{
    public const string BlockId = "release";

    /// <param name="callbackId">Names the handler of its submission.</param>
    /// <param name="about">What the shortcut was used on.</param>
    public static ModalViewDefinition Render<T>(string callbackId, string title, string submit, T about, IEnumerable<Release> choices) => FormModal.Of(
        callbackId, title, submit, about, ReadAt.Nothing,
        [
            InputBlock.Of(
                BlockId, "Release",
                new StaticSelectMenu { Options = [.. choices.Select(release => Option.Of($"{release.Id} · {release.Title()}", release.Id))] }),
        ]);
}
