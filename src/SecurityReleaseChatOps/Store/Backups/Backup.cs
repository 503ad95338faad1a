using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime.Extensions;

namespace SecurityReleaseChatOps.Store;

/// <summary>A backup's contents.</summary>
/// <param name="Schema">The number of the last migration that the database had taken.</param>
/// <param name="Made">When.</param>
/// <param name="Rows">The number of rows of each table.</param>
internal sealed record BackupSummary(long Schema, Instant Made, IReadOnlyDictionary<string, long> Rows);

/// <summary>
/// A whole database as one file, the same for every engine: compressed lines of JSON. The first line says what it is, each table
/// begins with its columns and has a line for each row, and the last line has the SHA-256 of everything before. It can be taken while the app runs, as
/// a snapshot of one moment, and is restored into an empty place.
/// </summary>
internal static class Backup
{
    private const int Format = 1;

    /// <summary>The tables with the app's data; the schema itself is recreated by migrations.</summary>
    internal static readonly string[] Tables = ["documents", "outbox", "seen", "audit"];

    /// <summary>Writes a new file, readable by its owner only.</summary>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static BackupSummary Write(StoreOptions from, string file, Instant now)
    {
        using var tables = new PlainDatabase(from).Tables(write: false);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            var summary = Write(tables, stream, now);
            stream.Flush(flushToDisk: true);
            return summary;
        }
        catch (DbException e)
        {
            File.Delete(file);
            throw new StoreException($"The database cannot be read: {e.Message} Restore the last backup.", e);
        }
    }

    /// <summary>The contents of a file, after checking all of it.</summary>
    /// <exception cref="StoreException">It is not a backup, or was changed.</exception>
    public static BackupSummary Check(string file)
    {
        using var lines = new BackupReader(file);
        while (lines.Next() is not null)
        {
            // Reading to the end checks it.
        }
        return lines.Summary;
    }

    /// <summary>Restores a file into a place without a database.</summary>
    /// <exception cref="StoreException">The file is damaged or from a newer version, or the place is not empty.</exception>
    public static BackupSummary Restore(string file, StoreOptions to, Instant now)
    {
        var summary = Check(file);
        NewDatabase.Make(to, summary.Schema, now, tables => Insert(tables, file));
        return summary;
    }

    private static BackupSummary Write(IPlainTables from, Stream stream, Instant now)
    {
        using var lines = new BackupWriter(stream);
        var schema = from.Schema;
        lines.Write(new { backup = "SecurityReleaseChatOps", format = Format, schema, made = now.ToDateTimeOffset() });
        var rows = new Dictionary<string, long>();
        foreach (var table in Tables)
        {
            lines.Write(new { table, columns = from.Columns(table) });
            rows[table] = 0;
            foreach (var row in from.Rows(table))
            {
                lines.Write(row);
                rows[table]++;
            }
        }
        lines.End(rows);
        return new(schema, now, rows);
    }

    private static void Insert(IPlainTables to, string file)
    {
        using var lines = new BackupReader(file);
        var (into, columns) = ("", new List<string>());
        while (lines.Next() is { } line)
        {
            if (line.ValueKind == JsonValueKind.Array)
            {
                to.Insert(into, columns, [.. line.EnumerateArray().Select(Value)]);
            }
            else if (line.TryGetProperty("table", out var table) && Tables.Contains(table.GetString()))
            {
                columns = [.. line.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
                if (columns.Exists(column => !column.All(letter => char.IsAsciiLetterLower(letter) || letter == '_')))
                    throw new StoreException($"{file} has a column that no version of this app has.");
                into = table.GetString()!;
            }
        }
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        _ => value.GetString(),
    };

    /// <summary>The lines of a backup, checked when read.</summary>
    private sealed class BackupWriter(Stream stream) : IDisposable
    {
        private readonly GZipStream packed = new(stream, CompressionLevel.Fastest, leaveOpen: true);
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Write(object line)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(line);
            hash.AppendData(bytes);
            packed.Write(bytes);
            packed.WriteByte((byte)'\n');
        }

        public void End(IReadOnlyDictionary<string, long> rows) => Write(new { rows, sha256 = Convert.ToHexStringLower(hash.GetCurrentHash()) });

        public void Dispose()
        {
            packed.Dispose();
            hash.Dispose();
        }
    }

    private sealed class BackupReader(string file) : IDisposable
    {
        private readonly StreamReader unpacked = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private JsonElement? first;

        /// <summary>Known once everything was read.</summary>
        public BackupSummary Summary { get; private set; } = new(0, default, new Dictionary<string, long>());

        /// <summary>The next line; null at the end, if everything is unchanged.</summary>
        public JsonElement? Next()
        {
            try
            {
                var line = unpacked.ReadLine() ?? throw Broken("it ends too early");
                var json = JsonSerializer.Deserialize<JsonElement>(line);
                first ??= json is { ValueKind: JsonValueKind.Object } && json.TryGetProperty("backup", out _) ? json : throw Broken("it is none");
                if (first.Value.GetProperty("format").GetInt32() != Format)
                    throw Broken("a newer version of this app wrote it");
                if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("sha256", out var sum))
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(line));
                    return json;
                }
                if (sum.GetString() != Convert.ToHexStringLower(hash.GetCurrentHash()) || unpacked.ReadLine() is not null)
                    throw Broken("its checksum is another one");
                Summary = new(first.Value.GetProperty("schema").GetInt64(), first.Value.GetProperty("made").GetDateTimeOffset().ToInstant(),
                    json.GetProperty("rows").EnumerateObject().ToDictionary(table => table.Name, table => table.Value.GetInt64()));
                return null;
            }
            catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw Broken("it cannot be read");
            }
        }

        public void Dispose()
        {
            unpacked.Dispose();
            hash.Dispose();
        }

        private StoreException Broken(string why) => new($"{file} is not a whole backup: {why}. Take another one; nothing was restored.");
    }
}
