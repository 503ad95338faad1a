using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>Absences: one document each, under person and start.</summary>
public sealed class AbsenceStore(IStore store, TimeProvider time)
{
    private static readonly DocumentKind<Absence> Kind = new("absence");
    private readonly Kept<Absence> _kept = new(store, Kind, absence => absence.Until.Date.ToDateOnly() >= RotationReader.Since(time));
    private readonly Made<IReadOnlyList<Absence>> _made = new();
    private readonly Made<ILookup<string, Doc<Absence>>> _ofPeople = new();

    /// <summary>The audit subject of a person's absences.</summary>
    public static string Subject(string person) => "absence/" + person;

    public static string Id(string person, LocalDateTime from) => string.Create(CultureInfo.InvariantCulture, $"{person}/{from:uuuu-MM-ddTHH}");

    /// <summary>Everybody's absences, including past ones of the last year.</summary>
    public async Task<IReadOnlyList<Absence>> Read(CancellationToken ct)
    {
        var read = await _kept.Read(ct);
        return _made.Of(() => [.. read.Select(doc => doc.Value)], read);
    }

    public ValueTask<Doc<Absence>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <summary>A person's absences, including past ones of the last year, oldest first.</summary>
    public async Task<IReadOnlyList<Doc<Absence>>> Of(string person, CancellationToken ct)
    {
        var read = await _kept.Read(ct);
        return [.. _ofPeople.Of(() => read.ToLookup(doc => doc.Value.Person), read)[person]];
    }

    /// <param name="read">The stored document; null when there is none.</param>
    public static void Save(Commit commit, Doc<Absence>? read, Absence absence, string by) => commit
        .Put(Kind, absence.Id, absence, read?.Version ?? 0)
        .Audit(by, "away", Subject(absence.Person), read?.Value, absence);

    public static void Remove(Commit commit, Doc<Absence> read, string by) => commit
        .Delete(Kind, read.Id, read.Version)
        .Audit(by, "not away", Subject(read.Value.Person), read.Value);
}
