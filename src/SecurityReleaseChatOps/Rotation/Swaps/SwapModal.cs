using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>The person whose shift it is about.</summary>
internal sealed record AboutSwap(string Person);

/// <summary>Everything <b>Swap</b> is rendered from.</summary>
internal sealed class SwapForms(Swapping swapping, SlackDirectory directory)
{
    /// <param name="shift">Id of the initially chosen shift; null: the next.</param>
    public async Task<ModalViewDefinition> Open(string person, string by, CancellationToken ct, string? shift = null)
    {
        var rotation = await swapping.Read(ct);
        var waiting = await swapping.Waiting(rotation, person, by, ct);
        // What is asked or offered is withdrawn before it can be again: opened for such a shift, the form is about that alone.
        var asked = waiting.Where(one => one.Request.From == person).Select(one => one.Request.Shift).ToHashSet();
        IReadOnlyList<Shift> shifts = shift is not null && asked.Contains(shift) ? []
            : [.. SwapRules.Of(rotation, person, swapping.Now).Where(one => !asked.Contains(one.Id))];
        return SwapModal.Render(
            person, by, shifts, swapping.Now, [.. waiting.OrderBy(one => one.Request.Shift != shift).ThenBy(one => one.Request.From != person)],
            PersonPicker.Of(rotation.Roster.Where(one => one.UserId != person), directory.NameOf, swapping.Now, null),
            ReturnPicker.Of(rotation, person, directory.NameOf, swapping.Now), directory.Shown, directory.RoleOf(by) == Role.Admin, shift);
    }
}

/// <summary>The modal <b>Swap</b>: asks one person to take a shift, or offers it to everyone who may.</summary>
internal sealed class SwapModal(FormFrame frame, Swapping swapping, TimeProvider time) : Form<AboutSwap>(frame, Who.Psirt)
{
    public const string CallbackId = "rotation.swap";
    private const string ShiftField = "shift";
    private const string To = "to";
    private const string InReturn = "in-return";
    private const string Why = "why";
    private const string Agreed = "agreed";

    // More than anybody carries within a year; Slack's limits are higher.
    private const int MostShifts = 50;
    private const int MostAsked = 20;

    /// <param name="shifts">What they could give away and have not asked or offered yet.</param>
    /// <param name="waiting">This person's requests, and those waiting for their answer.</param>
    /// <param name="picker">The field for the person asked.</param>
    /// <param name="inReturn">The field for a shift in return; null when nobody has one.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    /// <param name="chosen">Id of the initially chosen shift; null: the next.</param>
    public static ModalViewDefinition Render(
        string person, string by, IReadOnlyList<Shift> shifts, Instant now, IReadOnlyList<WaitingSwap> waiting, InputElement picker, InputElement? inReturn,
        Func<string, string> shown, bool byAdmin, string? chosen = null) => new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(new AboutSwap(person), ReadAt.Nothing),
            Title = "Swap",
            Submit = shifts.Count > 0 ? (PlainText)"Ask" : null,
            Close = "Close",
            Blocks =
        [
            .. waiting.Take(MostAsked).SelectMany(one => one.Render(person, shown)),
            .. shifts.Count > 0 ? Inputs(person, shifts, now, picker, inReturn, byAdmin, chosen)
                : [waiting.Any(one => one.Request.From == person)
                    ? ContextBlock.Of("To ask somebody else, withdraw it first.")
                    : SectionBlock.Of($"{(person == by ? "You have" : $"{shown(person)} has")} no shift to give. `/rotation calendar` shows who has which.")],
        ],
        };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutSwap> form, CancellationToken ct)
    {
        var (from, state, rotation) = (form.About.Person, form.State, await swapping.Read(ct));
        var admin = Directory.RoleOf(form.By) == Role.Admin;
        if (from != form.By && !admin)
            return Wrong(ShiftField, OfPersonCommand.NotForOthers);
        if (rotation.Find(state.Option(ShiftField) ?? "") is not { } shift)
            return Wrong(ShiftField, "Pick a shift.");
        if (SwapRules.Gone(rotation, shift, from, Directory.NameOf, swapping.Now) is { } gone)
            return Wrong(ShiftField, $"{gone}.");
        if ((await swapping.Swaps.Open(ct)).Any(read => read.Value.Shift == shift.Id && read.Value.From == from))
            return Wrong(ShiftField, "It is asked or offered already: withdraw that first.");
        var (to, back) = (PersonPicker.Of(state, To), (Shift?)null);
        if (ReturnPicker.Read(rotation, state.Option(InReturn)) is var (whose, theirs))
        {
            if ((to ?? whose) != whose)
                return Wrong(InReturn, $"{Directory.NameOf(whose)} has that: pick one of the person you ask.");
            (to, back) = (whose, theirs);
            if (swapping.Refuse(rotation, shift, from, to, back) is { } not)
                return Wrong(InReturn, $"{not}.");
        }
        if (to is not null && back is null && swapping.Refuse(rotation, shift, from, to) is { } no)
            return Wrong(To, $"{no}.");
        if (to is null && SwapRules.May(rotation, shift, from, swapping.Now).Count == 0)
            return Wrong(To, "Nobody may take it by the rules: an admin can change the pair.");
        var commit = new Commit();
        if (admin && to is not null && state.Options(Agreed).Count > 0)
        {
            await swapping.Give(commit, rotation, shift, back, null, from, to, form.By, ct);
            return (commit, Done);
        }
        var request = new SwapRequest($"{shift.Id}/{from}/{ReadAt.Mark(form.Slack.DeliveryId)}", shift.Id, from, to)
        {
            InReturn = back?.Id,
            Why = state.Text(Why)?.Trim() is { Length: > 0 } why ? why : null,
            By = form.By,
            AskedAt = time.Now(),
        };
        swapping.Ask(commit, rotation, request);
        return (commit, Done);
    }

    private static IEnumerable<Block> Inputs(
        string person, IReadOnlyList<Shift> shifts, Instant now, InputElement picker, InputElement? inReturn, bool byAdmin, string? chosen)
    {
        var options = shifts.Take(MostShifts).Select(shift => Option.Of(Swapping.What(shift, SwapRules.Part(shift, person), now), shift.Id)).ToList();
        yield return InputBlock.Of(
            ShiftField, "Shift", new StaticSelectMenu { Options = options, InitialOption = options.Find(option => option.Value == chosen) ?? options[0] });
        yield return InputBlock.Of(To, "Ask", picker, "Left empty: offered to everyone who may take it", optional: true);
        if (inReturn is not null)
            yield return InputBlock.Of(InReturn, "In return", inReturn, "A shift of theirs that you take instead", optional: true);
        yield return InputBlock.Of(Why, "Why", new PlainTextInput { MaxLength = SwapRules.LongestWhy }, optional: true);
        if (byAdmin)
        {
            yield return InputBlock.Of(
                Agreed, "For admins", new CheckboxGroup { Options = [Option.Of("It is agreed: change it now", "yes")] }, optional: true);
        }
    }
}
