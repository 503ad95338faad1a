using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What the modal <b>Ping</b> carries from one drawing to the next, and to its submission.</summary>
/// <param name="Asked">Ids of the matrix's messages that it was opened for.</param>
/// <param name="Editing">Id of the scheduled ping being changed; null for a new one.</param>
/// <param name="ResponseUrl">Where it was opened, to report the result there; null for nowhere.</param>
/// <param name="View">The checklist's view there, to be refreshed; null for none.</param>
internal sealed record PingCarried(
    string Release, IReadOnlyList<string> Asked, string? Editing = null, string? ResponseUrl = null, string? View = null) : IAboutRelease;

/// <summary>The modal <b>Ping</b> as filled in at one moment.</summary>
/// <param name="Drafts">What each chosen audience is told, in the order chosen; a null text has not been shown yet.</param>
/// <param name="ReadAt">What the form showed of the scheduled ping being changed.</param>
/// <param name="Ticked">The ticked input that allows sending it without what is missing; null while none is ticked.</param>
internal sealed record PingForm(PingCarried Carried, IReadOnlyList<PingDraft> Drafts, DateTimeOffset? SendAt, ReadAt ReadAt, string? Ticked = null)
{
    /// <summary>How many audiences fit into one form with their previews.</summary>
    public const int Most = 8;

    /// <summary>A form for these messages of the matrix, and for these audiences with the next message for each.</summary>
    public static PingForm New(PingCarried carried, CommsSnapshot snapshot, IEnumerable<Audience> audiences) => new(
        carried,
        [
            .. carried.Asked.Select(id => snapshot.Matrix.Find(id)).OfType<CommsMessage>().Select(message => message.To)
                .Concat(audiences).Distinct().Take(Most)
                .Select(audience => Draft(Wanted(carried, snapshot, audience), audience, snapshot)),
        ],
        null,
        ReadAt.Nothing);

    /// <summary>Whoever is asked again is asked in the words that somebody chose before.</summary>
    private static PingDraft Draft(string? message, Audience audience, CommsSnapshot snapshot) =>
        new(audience, message, message is not null && snapshot.Newest(message) is { IsTemplate: false } before ? before.Text : null);

    /// <summary>A form for a scheduled ping as written, or with its template's current words if nobody changed them.</summary>
    public static PingForm Edit(PingCarried carried, Ping ping) =>
        new(carried with { Editing = ping.Id }, [new(ping.Audience, ping.Message, ping.IsTemplate ? null : ping.Text)], ping.SendAt, Each.ReadAt(Of(ping)));

    /// <summary>Plain text: what its texts still lack, each once.</summary>
    public IReadOnlyList<string> Lacks => [.. Drafts.SelectMany(draft => draft.Lacks).Distinct()];

    /// <summary>The input with the tick to send it without exactly what is missing now.</summary>
    public string WithoutField => $"{PingFields.Without}:{Forms.ReadAt.Mark(Lacks)}";

    /// <summary>The form of a scheduled ping with its own and others' changes merged.</summary>
    public PingForm With(IReadOnlyList<(string Input, object Value)> merged)
    {
        var values = merged.ToDictionary(one => one.Input, one => one.Value);
        return this with
        {
            Drafts = [Drafts[0] with { Text = (string?)values.GetValueOrDefault(PingFields.Text) }],
            SendAt = values.TryGetValue(PingFields.At, out var at) ? DateTimeOffset.FromUnixTimeSeconds((long)at) : null,
        };
    }

    /// <summary>What can be changed about a scheduled ping: its words and its time.</summary>
    public static Part<(string Input, object Value)> Each { get; } = new("ping", one => one.Input, one => one.Value);

    public static IReadOnlyList<(string Input, object Value)> Of(Ping ping) => Of(ping.Text, ping.SendAt);

    public static IReadOnlyList<(string Input, object Value)> Of(string? text, DateTimeOffset? at) =>
        [(PingFields.Text, text?.Trim() ?? ""),
            .. at is { } moment ? [(PingFields.At, (object)moment.ToUnixTimeSeconds())] : (IEnumerable<(string, object)>)[]];

    /// <summary>Reads the form as filled in.</summary>
    public static PingForm Read(PingCarried carried, ReadAt readAt, ViewState state, CommsSnapshot commsSnapshot)
    {
        var at = state.DateTime(PingFields.At);
        var ticked =
            state.Values.Keys.FirstOrDefault(field => field.StartsWith(PingFields.Without, StringComparison.Ordinal) && state.Options(field).Count > 0);
        if (carried.Editing is { } editing && commsSnapshot.Find(editing) is { Value: var ping })
            return new(carried, [Typed(new(ping.Audience, ping.Message, null), state)], at, readAt, ticked);
        return new(
            carried,
            [
                .. state.Options(PingFields.Audience)
                    .Select(word => Enum.TryParse<Audience>(word, out var audience) ? audience : (Audience?)null)
                    .OfType<Audience>().Where(audience => commsSnapshot.Matrix.Find(audience) is not null).Take(Most)
                    .Select(audience => Typed(new(audience, About(state, audience, carried, commsSnapshot), null), state)),
            ],
            at,
            readAt,
            ticked);
    }

    /// <summary>
    /// The messages of the matrix that can still be sent to an audience in Slack, the next one first; those that wait for something come last.
    /// </summary>
    public static IReadOnlyList<PlanEntry> Open(CommsSnapshot snapshot, Audience audience) =>
    [
        .. snapshot.Plan().Where(entry => entry.Message.To == audience && entry.IsToWrite && !entry.IsElsewhere)
            .OrderBy(entry => entry.Closed.Count > 0).ThenBy(entry => !entry.Step.Open).ThenBy(entry => !entry.Required).ThenBy(entry =>
                entry.Step.Due ?? DateTimeOffset.MaxValue),
    ];

    private static PingDraft Typed(PingDraft draft, ViewState state) =>
        state.Values.ContainsKey(draft.Field) ? draft with { Text = state.Text(draft.Field) ?? "" } : draft;

    private static string? About(ViewState state, Audience audience, PingCarried carried, CommsSnapshot snapshot) =>
        state.Option($"{PingFields.About}:{audience}") switch
        {
            null => Wanted(carried, snapshot, audience),
            PingFields.Own => null,
            var chosen => chosen,
        };

    /// <summary>The message asked for, else the next that can be sent now. A message that waits is no default: then it is own words (null).</summary>
    private static string? Wanted(PingCarried carried, CommsSnapshot snapshot, Audience audience)
    {
        var open = Open(snapshot, audience);
        return (open.FirstOrDefault(entry => carried.Asked.Contains(entry.Message.Id))
            ?? open.FirstOrDefault(entry => entry.Closed.Count == 0 && entry.Step.Open))?.Message.Id;
    }
}
