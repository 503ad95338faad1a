using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Registers the texts.</summary>
internal static class TextsFeature
{
    private const string Shipped = "Comms/Texts/";

    /// <exception cref="SettingsException">An operator's template is at fault, or a message has none: which and why.</exception>
    public static void AddTexts(this IServiceCollection services, Settings settings, CommsMatrix matrix)
    {
        try
        {
            var texts = new MessageTexts(TemplateFolder.Load(Shipped, settings.CommsDirectory));
            if (settings.CommsDirectory is not null)
                Check(texts, matrix);
            services.AddSingleton(texts);
        }
        catch (TemplateException wrong)
        {
            throw new SettingsException(wrong.Faults);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"Comms:Directory is “{settings.CommsDirectory}”: {wrong.Message}"]);
        }
    }

    /// <summary>Renders each once: a fault in an operator's template, or a message of theirs without one, shows at the start and not to whoever needs it. Of the shipped ones tests know.</summary>
    private static void Check(MessageTexts texts, CommsMatrix matrix)
    {
        var faults = matrix.Messages.Where(message => !texts.Has(message.Template))
            .Select(silent => $"Comms:Directory: the message `{silent.Id}` has no text. Write {silent.Template}.txt.scriban, or name another as its `template`.")
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
