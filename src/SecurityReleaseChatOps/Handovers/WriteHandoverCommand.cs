using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>
/// <c>/handover</c>: opens <b>Hand over</b>, to the named person or the other engineer; <b>Note</b> for the engineer of the pair who does not
/// have the release.
/// </summary>
internal sealed class WriteHandoverCommand(HandoverStore handovers, HandoverForms forms, ReleaseStore releases)
    : ReleaseTextCommand(releases, HandoverModal.Open)
{
    public override CommandUsage Usage { get; } = new("/handover", "", "[@person] [release]", "hand the release over to the other engineer");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (!RosterText.TryParseMention(call.Rest, out var to) && !call.Rest.IsEmpty)
            return SlashCommandResponse.Ephemeral(
                $"{Mrkdwn.Plain(Text.PlainText.Quote(call.Rest.Own))} is neither a release nor a person. Write `{Usage.Command} @name`, picked from Slack's "
                + $"list, or `{Usage.Command} {release.Id}`.");
        var (form, says) = await forms.For(await handovers.Open(release, ct), call.UserId, ct, to);
        return form is null ? SlashCommandResponse.Ephemeral(says!) : SlashCommandResponse.Open(form);
    }
}

/// <summary>The button <b>Write handover</b>, or <b>Add note</b>: opens the same.</summary>
internal sealed class WriteHandoverButton(HandoverStore handovers, HandoverForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.write";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (await handovers.Open(action.Value ?? "", cancellation) is not { Release.Value.IsActive: true } snapshot)
            return ActionResponse.Ephemeral("This release has ended: there is nothing left to hand over.");
        var (form, says) = await forms.For(snapshot, request.UserId, cancellation);
        return form is null ? ActionResponse.Ephemeral(says!) : request.View?.Type == "modal" ? ActionResponse.Push(form) : ActionResponse.Open(form);
    }
}

/// <summary>The form for somebody who wants to hand a release over, prefilled for whoever has it.</summary>
internal sealed class HandoverForms(
    IHandoverSource source, CollectedAnew collected, TakeOvers takeOvers, KeptRoster keptRoster, SlackDirectory directory, TimeProvider time)
{
    /// <param name="to">Who receives it; null: the other engineer.</param>
    /// <returns>The form, or the answer shown instead.</returns>
    public async Task<(ModalViewDefinition? Form, Message? Says)> For(HandoverSnapshot snapshot, string by, CancellationToken ct, string? to = null)
    {
        var (release, holder) = (snapshot.Release.Value, directory.NameOf(snapshot.Release.Value.Owner));
        var (roster, now) = (await keptRoster.Read(ct), time.Now());
        return HandoverRules.ChoiceOf(release, by, roster.FirstOrDefault(one => one.UserId == by), now) switch
        {
            HandoverChoice.HandOver =>
                (await Filled(
                    snapshot, to ?? Receiver.Of(release, by, roster, now).Suggested,
                    user => PersonPicker.Of(HandoverModal.Others(roster, by), directory.NameOf, now, user), ct), null),
            HandoverChoice.AddNote => (NoteModal.Render(release, holder), null),
            _ => (null,
                Says($"{Mrkdwn.Plain(holder)} has {release.Named()}: only they hand it over.", await takeOvers.Refuse(release, by, ct) is null
                    ? TakeOverCommand.Button(release)
                    : null)),
        };
    }

    private async Task<ModalViewDefinition> Filled(HandoverSnapshot handoverSnapshot, string? to, Func<string?, InputElement> picker, CancellationToken ct)
    {
        var last = handoverSnapshot.AllHandovers.Select(handover => (Instant?)handover.WrittenAt).Max();
        var release = handoverSnapshot.Release;
        var drafted = await source.Draft(release, to ?? release.Value.OtherThan(release.Value.Owner), last, ct);
        return HandoverModal.Render(await collected.Take(handoverSnapshot, ct), to, picker, drafted);
    }

    private static Message Says(string mrkdwn, Button? button) =>
        new() { Text = mrkdwn, Blocks = [SectionBlock.Of(mrkdwn, button)] };
}
