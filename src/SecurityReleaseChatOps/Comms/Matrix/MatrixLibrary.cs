using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The matrix as shipped, with an operator's own audiences and messages in the place of those of the same id.</summary>
internal static class MatrixLibrary
{
    /// <exception cref="DefinitionException">A file is at fault; the message says where and why.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static CommsMatrix Load(Settings settings) => Of(settings, YamlFiles.Shipped("Comms/Matrix/"), YamlFiles.Own(settings.CommsDirectory));

    /// <param name="shipped">Name and text of each file.</param>
    /// <param name="own">The same of the operator's.</param>
    public static CommsMatrix Of(Settings settings, IEnumerable<(string File, string Text)> shipped, IEnumerable<(string File, string Text)> own)
    {
        var read = new[] { shipped, own }.Select(files =>
            files.Select(file => new MatrixReader(file.File, settings.Channels, settings.Access).Read(file.Text)).ToList()).ToList();
        var audiences = Merge(read.Select(files => files.SelectMany(file => file.Audiences)), audience => audience.Id);
        var messages = Merge(read.Select(files => files.SelectMany(file => file.Messages)), message => message.Id);
        foreach (var (message, file, line) in messages)
        {
            var audience = audiences.FirstOrDefault(placed => placed.Entry.Id == message.To)?.Entry
                ?? throw new DefinitionException(file, line, $"`{message.Id}` is for `{Kebab.Word(message.To)}`, which is no audience of the matrix.");
            if (audience.Channel is null && message.Acknowledge is not null)
                throw new DefinitionException(file, line, $"`{message.Id}` waits for an acknowledgement, and {audience.Name} has no `channel` to give it in.");
        }
        return new([.. audiences.Select(placed => placed.Entry)], [.. messages.Select(placed => placed.Entry)]);
    }

    /// <summary>What comes later takes the place of what has its id; in one layer each id is there once.</summary>
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
