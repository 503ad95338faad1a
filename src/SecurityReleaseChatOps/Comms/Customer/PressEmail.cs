using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// The buttons that need nothing but a press. <b>Approve</b>: Communications approves the words beside it (row G2). <b>Send the test
/// email</b> and <b>Ask to send</b>: Communications is asked to (row G4). <b>Sent</b>: who sent it says that it is out.
/// </summary>
internal sealed class PressEmail(CustomerPress press, CustomerStore emails) : IBlockActionHandler<ButtonAction>
{
    public const string ApproveActionId = "email.approve";
    public const string TestActionId = "email.test";
    public const string AskActionId = "email.send";
    public const string SentActionId = "email.sent";

    public static IReadOnlyList<string> All { get; } = [ApproveActionId, TestActionId, AskActionId, SentActionId];

    public Task<ActionResponse> Handle(
        ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => press.AtButton(action, request, (snapshot, text, seen) =>
    {
        var (release, by, who) = (snapshot.Release, request.UserId, emails.Shown(request.UserId));
        return action.ActionId switch
        {
            ApproveActionId => new(
                CustomerRules.Approve(text, release, by, press.MayApprove(release, by), seen == text.Revision, press.Now),
                "approved",
                $":white_check_mark: {who} approved the customer email of {release.Named()}."),
            TestActionId => new(
                CustomerRules.Test(text, release, by, press.Now),
                "asked for the test email",
                $":test_tube: {emails.Communications}, the post of {release.Named()} is live. Please send the test email with the text above. {who} asks.",
                CustomerAsk.ForTest),
            AskActionId => new(
                CustomerRules.AskToSend(text, release, by, press.Now),
                "asked to send",
                $":email: {emails.Communications}, {(CustomerRules.HasTest(release) ? "the test email is right: please send it to the Security Alerts subscribers now" : "please send the email to the list and the tweet from @gitlabhq now")}. {who} asks.",
                CustomerAsk.ForAll),
            _ => new(CustomerRules.Sent(text, release, by, press.Now), "sent", $":email: {who} sent the customer email of {release.Named()}."),
        };
    }, cancellation);
}
