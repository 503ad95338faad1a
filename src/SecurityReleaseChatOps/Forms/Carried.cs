using System.Text.Json;

namespace SecurityReleaseChatOps.Forms;

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
