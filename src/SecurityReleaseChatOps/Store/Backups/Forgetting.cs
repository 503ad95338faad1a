using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A database as it is without somebody: their Slack id, and the names that are given, become a name that means no one, the same everywhere,
/// so that what was done stays told as it was. The audit stays one chain, and an entry says which of the others were changed.
/// </summary>
internal sealed class Forgetting : IPlainTables
{
    /// <summary>How the ids begin that stand for people who were forgotten.</summary>
    public const string Nobody = "UFORGOTTEN";

    private readonly IPlainTables kept;
    private readonly DateTimeOffset now;
    private readonly string id;
    private readonly IReadOnlyList<Regex> names;
    private AuditRow? says;

    /// <param name="person">Slack user id, then names that were typed of them, with commas between.</param>
    /// <exception cref="StoreException">It names nobody, or somebody who is at work here.</exception>
    public Forgetting(IPlainTables kept, string person, DateTimeOffset now)
    {
        (this.kept, this.now) = (kept, now);
        var words = person.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is not [['U' or 'W', ..], ..] || !words[0].All(char.IsAsciiLetterOrDigit) || words.Any(word => word.Length < 3))
            throw new StoreException("Write --forget as a Slack user id, then names of three letters or more, with commas between: U012ABC,Jane Doe.");
        id = words[0];
        names = [.. words.Select(word => new Regex(
            $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))];
        if (Named("documents", ["kind", "id", "body"]).FirstOrDefault(IsHere) is { } here)
            throw new StoreException($"{id} is at work here ({here[0]} {here[1]}). Take them off the rotation and out of the pairs first.");
        var before = StoredAudit.Rows(kept).Count(row => row.What == AuditCheck.MadeAnonymous);
        Name = string.Create(CultureInfo.InvariantCulture, $"{Nobody}{before + 1}");
    }

    /// <summary>What stands for them from now on.</summary>
    public string Name { get; }

    public long Schema => kept.Schema;

    public IReadOnlyList<string> Columns(string table) => kept.Columns(table);

    public IEnumerable<object?[]> Rows(string table)
    {
        var columns = kept.Columns(table).ToList();
        if (table == "audit")
            return Audit().Select(row => row.Values(columns));
        // What Slack says of people is read anew by the app; what waits for them would reach nobody.
        return kept.Rows(table).Where(row => table switch
        {
            "documents" => (string?)row[columns.IndexOf("kind")] != "directory",
            "outbox" => !((string?)row[columns.IndexOf("lane")] == id && (string?)row[columns.IndexOf("state")] == "waiting"),
            _ => true,
        }).Select(row => row.Select(value => value is string text ? Without(text) : value).ToArray());
    }

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values) => throw new NotSupportedException();

    public void Commit() => throw new NotSupportedException();

    public void Dispose()
    {
        // Whoever opened what is kept closes it.
    }

    private IEnumerable<AuditRow> Audit()
    {
        var (last, places) = (AuditHead.None, new AuditRanges());
        foreach (var row in StoredAudit.Rows(kept))
        {
            var changed = row with { Who = Without(row.Who), Subject = Without(row.Subject), Before = Maybe(row.Before), After = Maybe(row.After) };
            if (changed != row)
                places.Add(row.Seq);
            yield return changed with
            {
                People = changed.Who != row.Who || changed.Subject != row.Subject ? AuditChain.PeopleDigest(row) : row.People,
                Content = changed.Before != row.Before || changed.After != row.After ? AuditChain.ContentDigest(row) : row.Content,
            };
            last = row.Head;
        }
        // Once: its salts are its own.
        yield return says ??= AuditChain.Next(
            last,
            new("forget", AuditCheck.MadeAnonymous, "person/" + Name, null, JsonSerializer.Serialize(new { entries = places.ToString() }, StoreJson.Options)),
            now.ToUnixTimeMilliseconds());
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

    private bool IsTheirs(JsonElement release) => !release.TryGetProperty("overAt", out _)
        && new[] { "primary", "secondary", "owner" }.Any(part => release.TryGetProperty(part, out var who) && who.GetString() == id);

    private string? Maybe(string? text) => text is null ? null : Without(text);

    private string Without(string text) => names.Aggregate(text, (left, name) => name.Replace(left, Name));
}
