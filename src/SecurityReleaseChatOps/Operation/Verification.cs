using System.Reflection;
using System.Text.Json;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Operation;

/// <summary>
/// Checks that this version can read every stored document and derive the board of every active release. Works on a copy: changes nothing,
/// and the app may be running.
/// </summary>
internal static class Verification
{
    /// <param name="backup">A file written by <c>backup</c>; null: the database named in the settings.</param>
    /// <exception cref="SettingsException">Settings are wrong.</exception>
    /// <exception cref="StoreException">The database cannot be read, or the backup is incomplete.</exception>
    public static async Task<Outcome> Run(string[] args, string? backup, CancellationToken ct)
    {
        using var copy = StoredCopy.Of(WebApplication.CreateSlimBuilder(args).AddSettings(), backup);
        await using var app = Program.Compose([.. args, .. copy.Settings]);
        var (store, findings, documents, boards) = (app.Services.GetRequiredService<IStore>(), new List<Finding>(), 0, 0);
        foreach (var kind in DocumentKinds.All)
        {
            var (read, unreadable) = await kind.ReadAll(store, ct);
            documents += read;
            findings.AddRange(unreadable.Select(line => new Finding("document", line)));
        }
        foreach (var release in findings.Count > 0 ? [] : await app.Services.GetRequiredService<ReleaseStore>().Active(ct))
        {
            try
            {
                await app.Services.GetRequiredService<ChecklistStore>().Open(release, ct);
                boards++;
            }
            catch (Exception e) when (e is not (OperationCanceledException or StoreException))
            {
                // The exception's message may quote embargoed facts.
                findings.Add(new("board", $"The checklist of {release.Id} cannot be derived ({e.GetType().Name}): start the version before, and tell us."));
            }
        }
        return new(string.Create(CultureInfo.InvariantCulture, $"{documents} documents and {boards} boards of active releases are read."), findings);
    }
}

/// <summary>A feature's kind of document, found by reflection where the feature declares it.</summary>
internal abstract class DocumentKinds
{
    public static IReadOnlyList<DocumentKinds> All { get; } =
    [
        .. from type in typeof(DocumentKinds).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(DocumentKind<>)
           select (DocumentKinds)Activator.CreateInstance(typeof(Of<>).MakeGenericType(field.FieldType.GenericTypeArguments), field.GetValue(null))!,
    ];

    /// <returns>How many were read, and a line for each that could not be.</returns>
    public abstract Task<(int Read, IReadOnlyList<string> Unreadable)> ReadAll(IStore store, CancellationToken ct);

    private sealed class Of<T>(DocumentKind<T> kind) : DocumentKinds
    {
        public override async Task<(int Read, IReadOnlyList<string> Unreadable)> ReadAll(IStore store, CancellationToken ct)
        {
            var (read, unreadable) = (0, new List<string>());
            foreach (var id in (await store.Versions(kind, ct)).Keys.Order(StringComparer.Ordinal))
            {
                try
                {
                    read += await store.Get(kind, id, ct) is null ? 0 : 1;
                }
                catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or ArgumentException)
                {
                    unreadable.Add($"{kind.Name} {id} cannot be read by this version ({e.GetType().Name}): start the version before, and tell us.");
                }
            }
            return (read, unreadable);
        }
    }
}
