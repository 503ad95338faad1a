using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Registers the matrix.</summary>
internal static class MatrixFeature
{
    /// <exception cref="SettingsException">An operator's file is at fault: where and why.</exception>
    public static CommsMatrix AddMatrix(this IServiceCollection services, Settings settings)
    {
        var matrix = Matrix(settings);
        services.AddSingleton(matrix);
        return matrix;
    }

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
