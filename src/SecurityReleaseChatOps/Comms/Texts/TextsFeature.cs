using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Registers the matrix and the texts: as shipped, with what an operator put in their place.</summary>
internal static class TextsFeature
{
    /// <exception cref="SettingsException">An operator's file is at fault: where and why.</exception>
    public static CommsMatrix AddMatrix(this IServiceCollection services, Settings settings)
    {
        var matrix = Read(settings, () => MatrixLibrary.Load(settings));
        services.AddSingleton(matrix);
        return matrix;
    }

    /// <exception cref="SettingsException">An operator's template is at fault, or a message has none: which and why.</exception>
    public static void AddTexts(this IServiceCollection services, Settings settings, CommsMatrix matrix) => services.AddSingleton(Read(settings, () =>
    {
        var texts = new MessageTexts(TemplateFolder.Load("Comms/Texts/", settings.CommsDirectory));
        if (settings.CommsDirectory is not null)
            Check(texts, matrix);
        return texts;
    }));

    private static T Read<T>(Settings settings, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is TemplateException or DefinitionException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(wrong switch
            {
                TemplateException { Faults: var faults } => faults,
                DefinitionException => [wrong.Message],
                _ => [$"Comms:Directory is “{settings.CommsDirectory}”: {wrong.Message}"],
            });
        }
    }

    /// <summary>
    /// Renders each once: a fault in an operator's template, or a message of theirs without one, shows at the start and not to whoever needs it. Of
    /// the shipped ones tests know.
    /// </summary>
    private static void Check(MessageTexts texts, CommsMatrix matrix)
    {
        var faults = matrix.Messages.Where(message => !texts.Has(message.Template))
            .Select(silent =>
                $"Comms:Directory: the message `{silent.Id}` has no text. Write {silent.Template}.txt.scriban, or name another as its `template`.")
            .ToList();
        foreach (var name in matrix.Messages.Select(message => message.Template).Concat(CustomerTexts.All).Distinct().Where(texts.Has))
        {
            foreach (var kind in new[] { ReleaseKind.Planned, ReleaseKind.Critical })
            {
                try
                {
                    texts.Render(name, TextFacts.Sample(kind));
                }
                catch (TemplateException fault)
                {
                    faults.AddRange(fault.Faults.Except(faults));
                }
            }
        }
        if (faults.Count > 0)
            throw new TemplateException(faults);
    }
}
