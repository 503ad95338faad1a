using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Registers the matrix.</summary>
internal static class MatrixFeature
{
    /// <exception cref="SettingsException">An operator's file is at fault: where and why.</exception>
    public static void AddMatrix(this IServiceCollection services, Settings settings) => services.AddSingleton(Matrix(settings));

    private static CommsMatrix Matrix(Settings settings)
    {
        try
        {
            return MatrixLibrary.Load(settings);
        }
        catch (Exception wrong) when (wrong is DefinitionException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([wrong is DefinitionException ? wrong.Message : $"Comms:Directory is “{settings.CommsDirectory}”: {wrong.Message}"]);
        }
    }
}
