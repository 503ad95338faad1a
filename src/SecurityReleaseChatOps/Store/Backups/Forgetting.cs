using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Makes somebody anonymous in a database: their Slack id and the given names become one meaningless name everywhere,
/// so that the history stays readable. The audit remains a valid chain, and an entry says which others were changed. A copy is made
/// of its rows; where the database stays, its <see cref="Changes"/> are applied.
/// </summary>
internal sealed class Forgetting : IPlainTables
{
    /// <summary>Prefix of the ids of forgotten people.</summary>
    public const string Nobody = "UFORGOTTEN";

    /// <summary>In letters: what is shorter stands in too much else.</summary>
    public const int ShortestName = 3;

    private readonly IPlainTables kept;
    private readonly string who;
    private readonly long now;
    private readonly string id;
    private readonly IReadOnlyList<Regex> names;
    private AuditRow? says;

    /// <param name="person">Slack user id, then names typed for them, separated by commas.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="who">Who has them forgotten, as the audit names them.</param>
    /// <exception cref="StoreException">It names nobody, or somebody who still has releases here.</exception>
    public Forgetting(IPlainTables kept, string person, long now, string who = "forget")
    {
        (this.kept, this.now, this.who) = (kept, now, who);
        var words = person.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is not [['U' or 'W', ..], ..] || !words[0].All(char.IsAsciiLetterOrDigit) || words.Any(word => word.Length < ShortestName))
            throw new StoreException("Write whom to forget as a Slack user id, then names of three letters or more, with commas between: U012ABC,Jane Doe.");
        id = words[0];
        names = [.. words.Select(word => new Regex(
            $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))];
        if (Named("documents", ["kind", "id", "body"]).FirstOrDefault(IsHere) is { } here)
            throw new StoreException($"{id} is at work here ({here[0]} {here[1]}). Take them off the rotation and out of the pairs first.");
        var before = StoredAudit.Rows(kept).Count(row => row.What == AuditCheck.MadeAnonymous);
        Name = string.Create(CultureInfo.InvariantCulture, $"{Nobody}{before + 1}");
    }

    /// <summary>How many rows of each table name somebody.</summary>
    /// <exception cref="StoreException">The database cannot be read, or the person cannot be forgotten.</exception>
    public static IReadOnlyDictionary<string, int> Count(StoreOptions kept, string person, long now)
    {
        using var tables = new PlainDatabase(kept).Tables(write: false);
        var forgetting = new Forgetting(tables, person, now);
        return Backup.Tables.ToDictionary(
            table => table, table => forgetting.Changes(table).Count(row => row.Was is { } was && !IsDirectory(table, [.. tables.Columns(table)], was)));
    }

    /// <summary>Makes somebody anonymous where they stand.</summary>
    /// <exception cref="StoreException">The app runs, or the person cannot be forgotten.</exception>
    public static void InPlace(StoreOptions kept, string person, long now)
    {
        using var engine = Engine.Open(kept);
        using var session = engine.OpenWriter();
        session.TakeItsTime();
        session.Begin();
        session.Run([new CommitStep.MakeAnonymous("forget", person)], now);
        session.Commit();
    }

    /// <summary>The id that replaces theirs.</summary>
    public string Name { get; }

    public long Schema => kept.Schema;

    public IReadOnlyList<string> Columns(string table) => kept.Columns(table);

    public IEnumerable<object?[]> Rows(string table) => Each(table).Select(row => row.Is).OfType<object?[]>();

    /// <summary>What is not as it was: rows as they were, and as they are; null: there is none.</summary>
    public IReadOnlyList<(object?[]? Was, object?[]? Is)> Changes(string table) =>
        [.. Each(table).Where(row => row.Was is null || row.Is is null || !row.Was.SequenceEqual(row.Is))];

    /// <summary>The head of its audit.</summary>
    public AuditHead Head => Says().Head;

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values) => throw new NotSupportedException();

    public void Commit() => throw new NotSupportedException();

    public void Dispose()
    {
        // The caller closes the wrapped database.
    }

    private IEnumerable<(object?[]? Was, object?[]? Is)> Each(string table)
    {
        var columns = kept.Columns(table).ToList();
        foreach (var row in kept.Rows(table))
        {
            if (table == "audit" && AuditRow.Of(columns, row) is var entry)
                yield return (entry.Values(columns), Without(entry).Values(columns));
            else
                yield return (row, IsDropped(table, columns, row) ? null : Without(table, columns, row));
        }
        if (table == "audit")
            yield return (null, Says().Values(columns));
    }

    // The directory is read again from Slack; messages waiting for them would reach nobody.
    private bool IsDropped(string table, List<string> columns, object?[] row) => table switch
    {
        "outbox" => (string?)row[columns.IndexOf("lane")] == id && (string?)row[columns.IndexOf("state")] == "waiting",
        _ => IsDirectory(table, columns, row),
    };

    private static bool IsDirectory(string table, List<string> columns, object?[] row) =>
        table == "documents" && (string?)row[columns.IndexOf("kind")] == "directory";

    private object?[] Without(string table, List<string> columns, object?[] row)
    {
        object?[] changed = [.. row.Select(value => value is string text ? Without(text) : value)];
        // Whoever read it before is not to save it again as it was.
        if (table == "documents" && !changed.SequenceEqual(row))
            changed[columns.IndexOf("version")] = Convert.ToInt64(row[columns.IndexOf("version")], CultureInfo.InvariantCulture) + 1;
        return changed;
    }

    private AuditRow Without(AuditRow row)
    {
        var changed = row with { Who = Without(row.Who), Subject = Without(row.Subject), Before = Maybe(row.Before), After = Maybe(row.After) };
        return changed with
        {
            People = changed.Who != row.Who || changed.Subject != row.Subject ? AuditChain.PeopleDigest(row) : row.People,
            Content = changed.Before != row.Before || changed.After != row.After ? AuditChain.ContentDigest(row) : row.Content,
        };
    }

    /// <summary>The entry that names the others. Made once: its salts are its own.</summary>
    private AuditRow Says()
    {
        if (says is not null)
            return says;
        var (last, places) = (AuditHead.None, new AuditRanges());
        foreach (var row in StoredAudit.Rows(kept))
        {
            if (Without(row) != row)
                places.Add(row.Seq);
            last = row.Head;
        }
        return says = AuditChain.Next(
            last, new(who, AuditCheck.MadeAnonymous, "person/" + Name, null, JsonSerializer.Serialize(new { entries = places.ToString() }, StoreJson.Options)), now);
    }

    private IEnumerable<string[]> Named(string table, string[] wanted)
    {
        var columns = kept.Columns(table).ToList();
        return kept.Rows(table).Select(row => wanted.Select(name => (string)row[columns.IndexOf(name)]!).ToArray());
    }

    private bool IsHere(string[] document) => document switch
    {
        [_, _, ""] => false,
        ["engineer", var key, _] => key == id,
        ["release", _, var body] => IsTheirs(JsonDocument.Parse(body).RootElement),
        _ => false,
    };

    private bool IsTheirs(JsonElement release) => !(release.TryGetProperty("state", out var state) && state.GetString() is "closed" or "cancelled")
        && new[] { "primary", "secondary", "owner" }.Any(part => release.TryGetProperty(part, out var who) && who.GetString() == id);

    private string? Maybe(string? text) => text is null ? null : Without(text);

    private string Without(string text) => names.Aggregate(text, (left, name) => name.Replace(left, Name));
}
