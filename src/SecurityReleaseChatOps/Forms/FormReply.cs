namespace SecurityReleaseChatOps.Forms;

/// <summary>Reports the result of a form where it was opened.</summary>
internal static class FormReply
{
    // How long Slack accepts answers at a response_url.
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(30);

    /// <param name="url">Where the form was opened; null where there is nowhere to answer, such as in the App Home.</param>
    /// <param name="inPlace">Whether it replaces the message there.</param>
    /// <param name="key">Different for each of several answers to one form.</param>
    public static Commit Reply(
        this Commit commit, ViewSubmission form, string? url, Message message, string release, DateTimeOffset now, bool inPlace = false, string key = "form") =>
        url is null ? commit : commit.Effect(new Respond(
            $"{key}/{form.DeliveryId}", url, form.UserId, new() { Message = message, ReplaceOriginal = inPlace }, now + Answerable,
            Classification.Embargoed(release)));
}
