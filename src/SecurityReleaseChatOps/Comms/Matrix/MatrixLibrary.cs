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
        var first = ReadAll(settings, shipped);
        var second = ReadAll(settings, own);
        var audiences = Merge(first.Audiences, second.Audiences, audience => audience.Id);
        var messages = Merge(first.Messages, second.Messages, message => message.Id);
        foreach (var (message, file, line) in messages)
        {
            var audience = audiences.FirstOrDefault(placed => placed.Entry.Id == message.To)?.Entry
                ?? throw new DefinitionException(file, line, $"`{message.Id}` is for `{Kebab.Word(message.To)}`, which is no audience of the matrix.");
            if (audience.Channel is null && message.Acknowledge is not null)
                throw new DefinitionException(file, line, $"`{message.Id}` waits for an acknowledgement, and {audience.Name} has no `channel` to give it in.");
        }
        return new([.. audiences.Select(placed => placed.Entry)], [.. messages.Select(placed => placed.Entry)]);
    }

    private static MatrixFile ReadAll(Settings settings, IEnumerable<(string File, string Text)> files)
    {
        var read = files.Select(file => new MatrixReader(file.File, settings.Channels, settings.Access).Read(file.Text)).ToList();
        return new(Once(read.SelectMany(file => file.Audiences), audience => audience.Id), Once(read.SelectMany(file => file.Messages), message => message.Id));
    }

    private static List<Placed<T>> Once<T, TId>(IEnumerable<Placed<T>> entries, Func<T, TId> id)
        where TId : notnull
    {
        var seen = new Dictionary<TId, Placed<T>>();
        foreach (var placed in entries)
        {
            if (!seen.TryAdd(id(placed.Entry), placed))
                throw new DefinitionException(placed.File, placed.Line, $"`{id(placed.Entry)}` is in {seen[id(placed.Entry)].File}, line {seen[id(placed.Entry)].Line} too.");
        }
        return [.. seen.Values];
    }

    private static List<Placed<T>> Merge<T, TId>(IReadOnlyList<Placed<T>> shipped, IReadOnlyList<Placed<T>> own, Func<T, TId> id)
        where TId : notnull
    {
        var replaced = own.ToDictionary(placed => id(placed.Entry));
        return [.. shipped.Select(placed => replaced.Remove(id(placed.Entry), out var other) ? other : placed), .. own.Where(placed => replaced.ContainsKey(id(placed.Entry)))];
    }
}
