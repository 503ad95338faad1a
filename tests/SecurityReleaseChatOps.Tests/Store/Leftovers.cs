using System.IO.Compression;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>The databases in <c>Fixtures</c>, written by earlier versions.</summary>
internal static class Leftovers
{
    private static readonly IReadOnlyList<FieldInfo> Fields =
    [
        .. typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(DocumentKind<>)),
    ];

    private static readonly MethodInfo Reader = typeof(Leftovers).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Names of all the app's current kinds of documents.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [.. Fields.Select(field => (string)field.FieldType.GetProperty("Name")!.GetValue(field.GetValue(null))!)];

    /// <summary>Unpacks the databases of app and workspace, as far as kept, into a folder on which a day can start.</summary>
    public static string Unpack(string fixture)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("chatops-day-").FullName;
        foreach (var name in new[] { "chatops.db", "workspace.db" })
        {
            var kept = Path.Combine(AppContext.BaseDirectory, "Store", "Fixtures", $"{fixture}.{name}.gz");
            if (!File.Exists(kept))
                continue;
            using var packed = File.OpenRead(kept);
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            using var file = File.Create(Path.Combine(folder, name));
            unpacked.CopyTo(file);
        }
        return folder;
    }

    /// <summary>Opens the app's database in that folder.</summary>
    public static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "chatops.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Reads every document of every kind.</summary>
    /// <returns>Their number.</returns>
    public static async Task<int> ReadAll(TestDay day)
    {
        var read = 0;
        foreach (var kind in Fields)
            read += await (Task<int>)Reader.MakeGenericMethod(kind.FieldType.GenericTypeArguments).Invoke(null, [day, kind.GetValue(null)])!;
        return read;
    }

    private static async Task<int> Read<T>(TestDay day, DocumentKind<T> kind) => (await day.Services.GetRequiredService<IStore>().All(kind)).Count;
}
