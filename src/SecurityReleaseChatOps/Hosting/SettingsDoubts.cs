using System.Net;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>What may stand in the settings, and hardly anyone means: said at start and by <c>doctor</c>; nothing is stopped by it.</summary>
internal static class SettingsDoubts
{
    // As Slack has made them ever since: hexadecimal digits.
    private const int LengthOfSecret = 32;

    /// <summary>A line each, which says what to do.</summary>
    public static IEnumerable<string> Find(Settings settings)
    {
        if (settings.Mode == SlackMode.Http && !(settings.SigningSecret.Length == LengthOfSecret && settings.SigningSecret.All(char.IsAsciiHexDigitLower)))
            yield return $"Slack:SigningSecret is not {LengthOfSecret} digits from 0 to f as Slack's are: copy it whole from “Basic Information”, or each command is refused.";
        if (IPAddress.TryParse(settings.ManagementUrl.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            yield return $"Management:Url is {settings.ManagementUrl}, where everyone who reaches this machine may ask: name 127.0.0.1, or an address that only "
                + "operators reach.";
    }
}
