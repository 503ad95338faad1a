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
        catch (Exception wrong) when (wrong is TemplateException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([wrong is TemplateException ? wrong.Message : $"Comms:Directory is “{settings.CommsDirectory}”: {wrong.Message}"]);
        }
    }

    /// <summary>Renders each once: a fault in an operator's template, or a message of theirs without one, shows at the start and not to whoever needs it. Of the shipped ones tests know.</summary>
    private static void Check(MessageTexts texts, CommsMatrix matrix)
    {
        if (matrix.Messages.FirstOrDefault(message => !texts.Has(message.Template)) is { } silent)
            throw new SettingsException([$"Comms:Directory: the message `{silent.Id}` has no text. Write {silent.Template}.txt.hbs, or name another as its `template`."]);
        foreach (var facts in new[] { Sample(ReleaseKind.Planned), Sample(ReleaseKind.Critical) })
        {
            foreach (var name in matrix.Messages.Select(message => message.Template).Concat(CustomerTexts.All).Distinct())
                texts.Render(name, facts);
        }
    }

    private static TextFacts Sample(ReleaseKind kind) => TextFacts.Of(
        new()
        {
            Id = "R1",
            Kind = kind,
            Product = Products.GitLab,
            Versions = kind == ReleaseKind.Critical ? ["18.6.1"] : ["18.6.1", "18.5.3"],
            DueDate = new(2026, 11, 25),
            Primary = "Primary",
            Secondary = "Secondary",
            Owner = "Primary",
            CreatedBy = "Primary",
            CreatedAt = default,
            Fixes = kind == ReleaseKind.Critical ? [new("a#1", null, "CVE-2026-1234", default)] : [],
        },
        [], id => id);
}
