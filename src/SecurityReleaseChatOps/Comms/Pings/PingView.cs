using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Draws the modal <b>Ping</b> as filled in: what each audience will see, and where.</summary>
/// <param name="reach">Where each audience is reached.</param>
/// <param name="template">The default text of a message, in plain text.</param>
internal sealed class PingView(CommsSnapshot snapshot, string by, DateTimeOffset now, Func<Audience, Reach> reach, Func<CommsMessage, string> template)
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

    private string Template(PingDraft draft) => draft.Message is { } id && snapshot.Matrix.Find(id) is { } message ? template(message) : "";

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
        foreach (var block in preview ? PingMessage.Preview(snapshot, Preview(draft), to) : [])
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
        if (draft.Message is { } id && snapshot.Closed(snapshot.Matrix.Find(id)) is { Count: > 0 } closed)
            return $":lock: Wait until {Mrkdwn.Escape(CommsText.WaitsFor(closed))}.";
        if (to.Problem is { } problem)
            return $":no_entry: {Mrkdwn.Escape(problem)}";
        var thread = snapshot.Threads.TryGetValue(draft.To, out var head) ? $", in the thread of {Mrkdwn.Date(head.At, "{date_short_pretty} {time}")}" : "";
        var people = to.People.Count;
        var notifies = to.Mentions.Count == 0 ? ""
            : $" · notifies {Mrkdwn.Plain(string.Join(", ", to.Mentions.Select(mentioned => mentioned.Name)))} ({people} "
                + $"{(people == 1 ? "person" : "people")})";
        var work = to.Hours.IsAtWork(form.SendAt ?? now) ? "" : "\n:zzz: None of them is at work then.";
        var note = to.Note is { } words ? $"\n:information_source: {Mrkdwn.Escape(words)}" : "";
        return $":eyes: *{Mrkdwn.Plain(to.Shown)}*{thread}{notifies}{work}{note}";
    }

    private Ping Preview(PingDraft draft) => new()
    {
        Id = "",
        Release = snapshot.Release.Id,
        Message = draft.Message,
        Audience = draft.To,
        Text = draft.Text is { Length: > 0 } text ? text : "…",
        By = by,
        WrittenAt = now,
    };

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
            Element = new DateTimePicker { ActionId = PingForms.TimeActionId, InitialDateTime = form.SendAt },
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
            buttons.Add(ToldElsewhere.Button(snapshot.Release.Id, only, snapshot.IsToAskAgain(only) ? "Answered elsewhere" : "Told elsewhere"));
        if (form.Carried.Editing is { } scheduled)
            buttons.Add(CancelPing.Button(scheduled));
        yield return ActionsBlock.Of(buttons);
        yield return ContextBlock.Of(form.Drafts.Count == 1 ? "*Preview* shows your changes." : "*Preview* shows how each will look.");
    }
}
