using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Registers the matrix and the texts as shipped, with an operator's replacements.</summary>
internal static class TextsFeature
{
    private const string Files = "Comms:Directory";

    /// <exception cref="SettingsException">An operator's file is faulty: where and why.</exception>
    public static CommsMatrix AddMatrix(this IServiceCollection services, Settings settings)
    {
        var matrix = OperatorFiles.Read(Files, settings.CommsDirectory, () => MatrixLibrary.Load(settings));
        services.AddSingleton(matrix);
        return matrix;
    }

    /// <exception cref="SettingsException">An operator's template is faulty, or a message has none: which and why.</exception>
    public static void AddTexts(this IServiceCollection services, Settings settings, CommsMatrix matrix) => services.AddSingleton(OperatorFiles.Read(
        Files, settings.CommsDirectory, () =>
    {
        var texts = new MessageTexts(TemplateFolder.Load("Comms/Texts/", settings.CommsDirectory));
        if (settings.CommsDirectory is not null)
            Check(texts, matrix);
        return texts;
    }));

    /// <summary>Renders each once, so that an operator's faulty template, or a missing one, is reported at startup. Tests cover the shipped ones.</summary>
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

/// <summary>The matrix as shipped, with an operator's audiences and messages replacing those with the same id.</summary>
internal static class MatrixLibrary
{
    /// <exception cref="DefinitionException">A file is faulty; the message says where and why.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static CommsMatrix Load(Settings settings) => Of(settings, YamlFiles.Shipped("Comms/Matrix/"), YamlFiles.Own(settings.CommsDirectory));

    /// <param name="shipped">Name and text of each file.</param>
    /// <param name="own">The same for the operator's files.</param>
    public static CommsMatrix Of(Settings settings, IEnumerable<(string File, string Text)> shipped, IEnumerable<(string File, string Text)> own)
    {
        var read = new[] { shipped, own }.Select(files =>
            files.Select(file => new MatrixReader(file.File, settings.Channels, settings.Access).Read(file.Text)).ToList()).ToList();
        var audiences = Merge(read.Select(files => files.SelectMany(file => file.Audiences)), audience => audience.Id);
        var messages = Merge(read.Select(files => files.SelectMany(file => file.Messages)), message => message.Id);
        foreach (var (message, file, line) in messages)
        {
            var audience = audiences.FirstOrDefault(placed => placed.Entry.Id == message.To)?.Entry
                ?? throw new DefinitionException(file, line, $"`{message.Id}` is for `{Kebab.Word(message.To)}`, which is not an audience of the matrix.");
            if (audience.Channel is null && message.Acknowledge is not null)
                throw new DefinitionException(file, line, $"`{message.Id}` waits for an acknowledgement, and {audience.Name} has no `channel` to give it in.");
        }
        return new([.. audiences.Select(placed => placed.Entry)], [.. messages.Select(placed => placed.Entry)]);
    }

    /// <summary>Later layers replace entries with the same id; within a layer each id is unique.</summary>
    private static IReadOnlyCollection<AtLine<T>> Merge<T, TId>(IEnumerable<IEnumerable<AtLine<T>>> layers, Func<T, TId> id)
        where TId : notnull
    {
        var all = new OrderedDictionary<TId, AtLine<T>>();
        foreach (var layer in layers)
        {
            var seen = new HashSet<TId>();
            foreach (var placed in layer)
            {
                if (!seen.Add(id(placed.Entry)))
                    throw new DefinitionException(
                        placed.File, placed.Line, $"`{id(placed.Entry)}` is in {all[id(placed.Entry)].File}, line {all[id(placed.Entry)].Line} too.");
                all[id(placed.Entry)] = placed;
            }
        }
        return all.Values;
    }
}
