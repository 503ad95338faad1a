using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Reads an operator's own files at start; anything wrong with them stops the start, with an explanation.</summary>
internal static class OperatorFiles
{
    /// <param name="setting">The setting that names them, such as <c>Comms:Directory</c>.</param>
    /// <param name="path">The file or folder; null when only what is shipped is read.</param>
    /// <exception cref="SettingsException">They are missing, unreadable or wrong; the message says file, line and what to write.</exception>
    public static T Read<T>(string setting, string? path, Func<T> read)
    {
        if (path is not null && !Path.Exists(path))
            throw new SettingsException([$"{setting} is “{path}”, and there is no such file or folder."]);
        try
        {
            return read();
        }
        catch (TemplateException wrong)
        {
            throw new SettingsException(wrong.Faults);
        }
        catch (DefinitionException wrong)
        {
            throw new SettingsException([wrong.Message]);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{setting} is “{path}”: {wrong.Message}"]);
        }
    }
}
