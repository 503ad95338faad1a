using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>The settings are wrong; the message has one clear line for each.</summary>
public sealed class SettingsException(IReadOnlyList<string> lines) : Exception(string.Join(Environment.NewLine, lines))
{
    /// <summary>One line for each setting, without its value where that is secret.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}

/// <summary>Reads settings one by one and collects what is wrong, so that the operator sees it all at once.</summary>
internal sealed partial class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _wrong = [];

    public void Wrong(string line) => _wrong.Add(line);

    public void ThrowIfWrong()
    {
        if (_wrong.Count > 0)
            throw new SettingsException(_wrong);
    }

    public void RefuseUnknown(string section, params string[] keys)
    {
        foreach (var child in configuration.GetSection(section).GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                Wrong($"{section}:{child.Key} is not a setting. There are: {string.Join(", ", keys)}.");
        }
    }

    public string Text(string key, string otherwise) =>
        configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : otherwise;

    public T Choice<T>(string key, T otherwise) where T : struct, Enum
    {
        var text = Text(key, "");
        if (text.Length == 0)
            return otherwise;
        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(text, ignoreCase: true);
        Wrong($"{key} is “{text}”. It must be one of: {string.Join(", ", Enum.GetNames<T>())}.");
        return otherwise;
    }

    public Uri Address(string key, string otherwise)
    {
        var text = Text(key, otherwise);
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        Wrong($"{key} is “{text}”. It must be an address such as {otherwise}.");
        return new Uri(otherwise);
    }

    /// <summary>An address to listen at, without encryption: adding that is a proxy's job.</summary>
    public Uri ListenAddress(string key, string otherwise)
    {
        var address = Address(key, otherwise);
        if (address.Scheme != Uri.UriSchemeHttp)
            Wrong($"{key} is “{address}”. It must begin with http://, such as {otherwise}.");
        return address;
    }

    public string ChannelName(string key, string otherwise)
    {
        var text = Text(key, otherwise).TrimStart('#');
        if (!ChannelPattern().IsMatch(text))
            Wrong($"{key} is “{text}”. It must be a channel's name such as {otherwise}, or its id.");
        return text;
    }

    /// <summary>Comma-separated text, or an array.</summary>
    public IReadOnlyList<string> List(string key, string otherwise)
    {
        var children = configuration.GetSection(key).GetChildren().Select(c => c.Value ?? "").ToList();
        var words = (children.Count > 0 ? string.Join(',', children) : Text(key, otherwise))
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Select(w => w.TrimStart('@'))];
    }

    /// <summary>Minutes as a number, or <c>hh:mm:ss</c>, or ISO 8601 (<c>PT30M</c>), or words such as <c>30 min</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan most)
    {
        var text = Text(key, "");
        if (text.Length == 0)
            return otherwise;
        if (Parse(text) is { } span && span > TimeSpan.Zero && span <= most)
            return span;
        Wrong($"{key} is “{text}”. Write it like 00:30:00 or 30 min; at most {most.TotalHours:0} hours.");
        return otherwise;

        static TimeSpan? Parse(string text)
        {
            if (MinutesPattern().Match(text) is { Success: true } minutes)
                return TimeSpan.FromMinutes(double.Parse(minutes.Groups["minutes"].Value, CultureInfo.InvariantCulture));
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
                return span;
            try
            {
                return System.Xml.XmlConvert.ToTimeSpan(text);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        var text = Text(key, "");
        if (text.Length == 0)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong($"{key} is “{text}”. It must be a whole number from {least} to {most}.");
        return otherwise;
    }

    [GeneratedRegex(@"^(?<minutes>\d{1,4})\s*(m|min|minutes?)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MinutesPattern();

    [GeneratedRegex(@"^[\p{L}\p{N}_\-]{1,80}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ChannelPattern();
}
