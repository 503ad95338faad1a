using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What the modal <b>Ping</b> carries from one drawing to the next, and to its submission.</summary>
/// <param name="At">Where it was opened.</param>
/// <param name="Asked">Ids of the matrix's messages that it was opened for.</param>
/// <param name="Editing">Id of the scheduled ping being changed; null for a new one.</param>
internal sealed record PingCarried(AboutRelease At, IReadOnlyList<string> Asked, string? Editing = null) : IAboutRelease
{
    [JsonIgnore]
    public string Release => At.Release;
}

/// <summary>The modal <b>Ping</b> as filled in at one moment.</summary>
/// <param name="Drafts">What each chosen audience is told, in the order chosen; a null text has not been shown yet.</param>
/// <param name="ReadAt">What the form showed of the scheduled ping being changed.</param>
/// <param name="Ticked">The ticked input that allows sending it without what is missing; null while none is ticked.</param>
internal sealed record PingForm(PingCarried Carried, IReadOnlyList<PingDraft> Drafts, Instant? SendAt, ReadAt ReadAt, string? Ticked = null)
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
            SendAt = values.TryGetValue(PingFields.At, out var at) ? Instant.FromUnixTimeSeconds((long)at) : null,
        };
    }

    /// <summary>What can be changed about a scheduled ping: its words and its time.</summary>
    public static Part<(string Input, object Value)> Each { get; } = new("ping", one => one.Input, one => one.Value);

    public static IReadOnlyList<(string Input, object Value)> Of(Ping ping) => Of(ping.Text, ping.SendAt);

    public static IReadOnlyList<(string Input, object Value)> Of(string? text, Instant? at) =>
        [(PingFields.Text, text?.Trim() ?? ""),
            .. at is { } moment ? [(PingFields.At, (object)moment.ToUnixTimeSeconds())] : (IEnumerable<(string, object)>)[]];

    /// <summary>Reads the form as filled in.</summary>
    public static PingForm Read(PingCarried carried, ReadAt readAt, ViewState state, CommsSnapshot snapshot)
    {
        var at = state.Moment(PingFields.At);
        var ticked =
            state.Values.Keys.FirstOrDefault(field => field.StartsWith(PingFields.Without, StringComparison.Ordinal) && state.Options(field).Count > 0);
        if (carried.Editing is { } editing && snapshot.Find(editing) is { Value: var ping })
            return new(carried, [Typed(new(ping.Audience, ping.Message, null), state)], at, readAt, ticked);
        return new(
            carried,
            [
                .. state.Options(PingFields.Audience)
                    .Select(word => Enum.TryParse<Audience>(word, out var audience) ? audience : (Audience?)null)
                    .OfType<Audience>().Where(audience => snapshot.Matrix.Find(audience) is not null).Take(Most)
                    .Select(audience => Typed(new(audience, About(state, audience, carried, snapshot), null), state)),
            ],
            at,
            readAt,
            ticked);
    }

    /// <summary>The messages of the matrix that can still be sent to an audience in Slack, the next first; those that wait come last.</summary>
    public static IReadOnlyList<PlanEntry> Open(CommsSnapshot snapshot, Audience audience) =>
    [
        .. snapshot.Plan().Where(entry => entry.Message.To == audience && entry.IsToWrite && !entry.IsElsewhere)
            .OrderBy(entry => entry.Closed.Count > 0).ThenBy(entry => !entry.Step.Open).ThenBy(entry => !entry.Required).ThenBy(entry =>
                entry.Step.Due ?? Instant.MaxValue),
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

/// <summary>Draws the modal <b>Ping</b> as filled in: what each audience will see, and where.</summary>
/// <param name="reach">Where each audience is reached.</param>
/// <param name="template">The default text of a message, in plain text.</param>
internal sealed class PingView(CommsSnapshot snapshot, string by, Instant now, Func<Audience, Reach> reach, Func<CommsMessage, string> template)
{
    /// <summary>The form with the template's text where nothing was typed yet.</summary>
    public PingForm Filled(PingForm form) => form with
    {
        Drafts = [.. form.Drafts.Select(draft =>
            Template(draft) is var words && draft.Text is null ? draft with { Text = words, Template = words } : draft with { Template = words })],
    };

    /// <param name="previews">Whether to preview each message; a single one always is.</param>
    public ModalViewDefinition Render(PingForm shown, bool previews = false)
    {
        var form = Filled(shown);
        return FormModal.Of(PingModal.CallbackId, "Ping", "Send", form.Carried, form.ReadAt,
        [
            ContextBlock.Of($"{snapshot.Release.Named()} · severity {snapshot.Release.WorstSeverity.Name()} · due {snapshot.Release.Due()}"),
            .. form.Carried.Editing is null ? [Audiences(form)] : (IEnumerable<Block>)[],
            .. form.Drafts.SelectMany(draft => Message(form, draft, previews || form.Drafts.Count == 1)),
            .. When(form),
            .. Without(form),
            .. Buttons(form),
        ]);
    }

    private string Template(PingDraft draft) => snapshot.Matrix.Find(draft.Message) is { } message ? template(message) : "";

    private InputBlock Audiences(PingForm form)
    {
        IReadOnlyList<(Audience Audience, Option Option)> options =
            [.. snapshot.Matrix.Audiences.Select(audience => (audience.Id, Option.Of(audience.Name, audience.Id.ToString())))];
        return new()
        {
            BlockId = PingFields.Audience,
            Label = "Audience",
            DispatchAction = true,
            Element = new StaticMultiSelectMenu
            {
                ActionId = PingForms.AudiencesActionId,
                Placeholder = "Who is told",
                Options = [.. options.Select(option => option.Option)],
                InitialOptions = [.. form.Drafts.Select(draft => options.First(option => option.Audience == draft.To).Option)],
                MaxSelectedItems = PingForm.Most,
            },
        };
    }

    private IEnumerable<Block> Message(PingForm form, PingDraft draft, bool preview)
    {
        var (to, single) = (reach(draft.To), form.Drafts.Count == 1);
        yield return new DividerBlock();
        if (form.Carried.Editing is null && About(draft, single) is { } about)
            yield return about;
        yield return InputBlock.Of(
            draft.Field, single ? "Message" : $"Message to {to.Audience.Name}",
            new PlainTextInput { ActionId = PingFields.Text, Multiline = true, MaxLength = PingRules.LongestText, InitialValue = draft.Text },
            draft.Message is null ? (PlainText)"In your own words. Nobody has to answer."
            : TextMarks.IsIn(draft.Text) ? (PlainText)"{due} shows in each reader's time; {primary} and {secondary} are mentioned" : null);
        yield return ContextBlock.Of(Where(form, draft, to));
        var shown = draft with { Text = draft.Text is { Length: > 0 } text ? text : "…" };
        foreach (var block in preview ? PingMessage.Preview(snapshot, shown.Written("", snapshot.Release.Id, by, now), to) : [])
            yield return block;
    }

    private InputBlock? About(PingDraft draft, bool single)
    {
        var open = PingForm.Open(snapshot, draft.To);
        if (open.Count == 0)
            return null;
        IReadOnlyList<Option> options = [.. open.Select(entry => Option.Of(Text.PlainText.Cut(entry.Message.Title, 75), entry.Message.Id)),
            Option.Of("Something else, in your own words", PingFields.Own)];
        return new()
        {
            BlockId = $"{PingFields.About}:{draft.To}",
            Label = single ? "About" : $"About, to {reach(draft.To).Audience.Name}",
            DispatchAction = true,
            Element = new StaticSelectMenu
            {
                ActionId = PingForms.MessageActionId,
                Options = options,
                InitialOption = options.First(option => option.Value == (draft.Message ?? PingFields.Own)),
            },
        };
    }

    /// <summary>mrkdwn: the channel and thread, who is notified, or why it cannot be sent.</summary>
    private string Where(PingForm form, PingDraft draft, Reach to)
    {
        if (snapshot.Closed(snapshot.Matrix.Find(draft.Message)) is { Count: > 0 } closed)
            return $":lock: Wait until {Mrkdwn.Escape(CommsText.WaitsFor(closed))}.";
        if (to.Problem is { } problem)
            return $":no_entry: {Mrkdwn.Escape(problem)}";
        var thread = snapshot.Threads.TryGetValue(draft.To, out var head) ? $", in the thread of {Mrkdwn.Date(head.At)}" : "";
        var people = to.People.Count;
        var notifies = to.Mentions.Count == 0 ? ""
            : $" · notifies {Mrkdwn.Plain(string.Join(", ", to.Mentions.Select(mentioned => mentioned.Name)))} ({people} "
                + $"{(people == 1 ? "person" : "people")})";
        var work = to.IsAtWork(form.SendAt ?? now) ? "" : "\n:zzz: None of them is at work then.";
        var note = to.Note is { } words ? $"\n:information_source: {Mrkdwn.Escape(words)}" : "";
        return $":eyes: *{Mrkdwn.Plain(to.Shown)}*{thread}{notifies}{work}{note}";
    }

    private IEnumerable<Block> When(PingForm form)
    {
        yield return new DividerBlock();
        yield return new InputBlock
        {
            BlockId = PingFields.At,
            Label = "Send at",
            Hint = "Leave it empty to send now.",
            Optional = true,
            DispatchAction = true,
            Element = new DateTimePicker { ActionId = PingForms.TimeActionId }.Showing(form.SendAt),
        };
        if (form.SendAt is { } at)
            yield return ContextBlock.Of(
                at <= now
                        ? ":alarm_clock: That moment is past: it goes out at once."
                        : $":alarm_clock: Goes out {Mrkdwn.Date(at)}. Until then `/comms` can change or cancel it.");
    }

    private IEnumerable<Block> Without(PingForm form)
    {
        if (form.Lacks is not { Count: > 0 } lacks)
            yield break;
        var missing = CommsText.List(lacks);
        if (form.SendAt > now)
        {
            yield return ContextBlock.Of($":warning: Still missing: {Mrkdwn.Escape(missing)}. It is held back until that is there.");
            yield break;
        }
        IReadOnlyList<Option> options = [Option.Of("Send it anyway", "yes")];
        yield return InputBlock.Of(
            form.WithoutField, "Something is missing",
            new CheckboxGroup { Options = options, InitialOptions = form.Ticked == form.WithoutField ? options : null },
            Text.PlainText.Cut($"Missing: {missing}", 200), optional: true);
    }

    private IEnumerable<Block> Buttons(PingForm form)
    {
        if (form.Drafts.Count == 0)
            yield break;
        List<Button> buttons = [new() { ActionId = PingForms.PreviewActionId, Text = "Preview", Value = snapshot.Release.Id }];
        if (form.Drafts is [{ Message: { } only }])
            buttons.Add(ElsewhereModal.Button(snapshot.Release.Id, only, snapshot.IsToAskAgain(only) ? "Answered elsewhere" : "Told elsewhere"));
        if (form.Carried.Editing is { } scheduled)
            buttons.Add(CancelPing.Button(scheduled));
        yield return ActionsBlock.Of(buttons);
        yield return ContextBlock.Of(form.Drafts.Count == 1 ? "*Preview* shows your changes." : "*Preview* shows how each will look.");
    }
}
