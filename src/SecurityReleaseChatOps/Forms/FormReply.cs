using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Forms;

/// <summary>Says what came of a form where it was opened.</summary>
internal static class FormReply
{
    // How long Slack takes answers to what was done.
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(30);

    /// <param name="url">Where the form was opened; null where nothing can be said, such as in the App Home.</param>
    /// <param name="inPlace">Whether it takes the place of what stands there.</param>
    /// <param name="key">Another one for each of several answers to a form.</param>
    public static Commit Reply(
        this Commit commit, ViewSubmission form, string? url, Message message, string release, DateTimeOffset now, bool inPlace = false, string key = "form") =>
        url is null ? commit : commit.Effect(new Respond(
            $"{key}/{form.DeliveryId}", url, form.UserId, new() { Message = message, ReplaceOriginal = inPlace }, now + Answerable,
            Classification.Embargoed(release)));
}
