using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What the modal <b>Ping</b> carries from one of its forms to the next, and to its submission.</summary>
/// <param name="Asked">Ids of the matrix's messages that it was opened for.</param>
/// <param name="Editing">The scheduled ping that is changed; null for a new one.</param>
/// <param name="ResponseUrl">Where it was opened, to be told what came of it; null where there is no such place.</param>
/// <param name="View">The view of the checklist that stands there, to be brought up to date; null when none does.</param>
internal sealed record PingCarried(
    string Release, IReadOnlyList<string> Asked, string? Editing = null, string? ResponseUrl = null, string? View = null) : IAboutRelease;

/// <summary>The modal <b>Ping</b> as it is filled in at one moment.</summary>
/// <param name="Drafts">What each chosen audience is told, in the order chosen; a text that is null has not been shown yet.</param>
/// <param name="ReadAt">What the form showed of the scheduled ping that is changed.</param>
/// <param name="Ticked">The input in which it is said that it may go without what is missing; null as long as that is not.</param>
internal sealed record PingForm(PingCarried Carried, IReadOnlyList<PingDraft> Drafts, DateTimeOffset? SendAt, ReadAt ReadAt, string? Ticked = null)
{
    /// <summary>So many audiences fit into one form with their previews.</summary>
    public const int Most = 8;

    /// <summary>A form for these messages of the matrix, and for these audiences with what is next for each.</summary>
    public static PingForm New(PingCarried carried, CommsSnapshot snapshot, IEnumerable<Audience> audiences) => new(
        carried,
        [
            .. carried.Asked.Select(id => snapshot.Matrix.Find(id)).OfType<CommsMessage>().Select(message => message.To)
                .Concat(audiences).Distinct().Take(Most)
                .Select(audience => new PingDraft(audience, Wanted(carried, snapshot, audience), null)),
        ],
        null,
        ReadAt.Nothing);

    /// <summary>A form for a scheduled ping, as it was written; with the words of its template as they are now, where nobody changed them.</summary>
    public static PingForm Edit(PingCarried carried, Ping ping) =>
        new(carried with { Editing = ping.Id }, [new(ping.Audience, ping.Message, ping.IsTemplate ? null : ping.Text)], ping.SendAt, Each.ReadAt(Of(ping)));

    /// <summary>Plain text: what its texts still have to say, each once.</summary>
    public IReadOnlyList<string> Lacks => [.. Drafts.SelectMany(draft => draft.Lacks).Distinct()];

    /// <summary>The input of the tick that it may go without just this.</summary>
    public string WithoutField => $"{PingFields.Without}:{Forms.ReadAt.Mark(Lacks)}";

    /// <summary>The form of a scheduled ping with what it and others made of it.</summary>
    public PingForm With(IReadOnlyList<(string Input, object Value)> merged)
    {
        var values = merged.ToDictionary(one => one.Input, one => one.Value);
        return this with
        {
            Drafts = [Drafts[0] with { Text = (string?)values.GetValueOrDefault(PingFields.Text) }],
            SendAt = values.TryGetValue(PingFields.At, out var at) ? DateTimeOffset.FromUnixTimeSeconds((long)at) : null,
        };
    }

    /// <summary>What of a scheduled ping can be changed: its words and its moment.</summary>
    public static Part<(string Input, object Value)> Each { get; } = new("ping", one => one.Input, one => one.Value);

    public static IReadOnlyList<(string Input, object Value)> Of(Ping ping) => Of(ping.Text, ping.SendAt);

    public static IReadOnlyList<(string Input, object Value)> Of(string? text, DateTimeOffset? at) =>
        [(PingFields.Text, text?.Trim() ?? ""),
            .. at is { } moment ? [(PingFields.At, (object)moment.ToUnixTimeSeconds())] : (IEnumerable<(string, object)>)[]];

    /// <summary>As it was filled in.</summary>
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
    /// The messages of the matrix that an audience can still be told in Slack, what comes next first; those that wait for something come last.
    /// </summary>
    public static IReadOnlyList<PlanEntry> Open(CommsSnapshot snapshot, Audience audience) =>
    [
        .. snapshot.Plan().Where(entry => entry.Message.To == audience && entry.Ping is null && !entry.IsElsewhere)
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

    /// <summary>What was asked for; else the next that can be told now. What waits for something is not begun with: own words are.</summary>
    private static string? Wanted(PingCarried carried, CommsSnapshot snapshot, Audience audience)
    {
        var open = Open(snapshot, audience);
        return (open.FirstOrDefault(entry => carried.Asked.Contains(entry.Message.Id))
            ?? open.FirstOrDefault(entry => entry.Closed.Count == 0 && entry.Step.Open))?.Message.Id;
    }
}
