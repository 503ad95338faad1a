using System.Text.Json;
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

/// <summary>What every modal carries to its submission, in its private_metadata (Slack's limit: 3,000 characters).</summary>
/// <param name="About">What it is about, and whatever else the form needs at submission.</param>
/// <param name="ReadAt">The versions of the stored values it showed.</param>
internal sealed record Carried<T>(T About, ReadAt ReadAt);

internal static class Carried
{
    public static string Write<T>(T about, ReadAt readAt) => JsonSerializer.Serialize(new Carried<T>(about, readAt), StoreJson.Options);

    /// <exception cref="RefusalException">The form is of an earlier version of the app.</exception>
    public static Carried<T> Read<T>(string? metadata)
    {
        try
        {
            if (JsonSerializer.Deserialize<Carried<T>>(metadata ?? "", StoreJson.Options) is { About: not null, ReadAt: not null } carried)
                return carried;
        }
        catch (JsonException)
        {
            // Refused below, like an incomplete one.
        }
        throw new RefusalException("This form is from an earlier version of the app. Copy what you typed, and open it anew.");
    }
}

/// <summary>Reports the result of a form where it was opened.</summary>
internal static class FormReply
{
    // How long Slack accepts answers at a response_url.
    private static readonly Duration Answerable = Duration.FromMinutes(30);

    /// <param name="url">Where the form was opened; null where there is nowhere to answer, such as in the App Home.</param>
    /// <param name="inPlace">Whether it replaces the message there.</param>
    /// <param name="key">Different for each of several answers to one form.</param>
    public static Commit Reply(
        this Commit commit, ViewSubmission form, string? url, Message message, string release, Instant now, bool inPlace = false, string key = "form") =>
        url is null ? commit : commit.Effect(new Respond(
            $"{key}/{form.DeliveryId}", url, form.UserId, new() { Message = message, ReplaceOriginal = inPlace }, now + Answerable,
            Classification.Embargoed(release)));
}
