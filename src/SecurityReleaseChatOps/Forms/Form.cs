using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Forms;

/// <summary>What every form stands on.</summary>
internal sealed record FormFrame(IStore Store, SlackDirectory Directory);

/// <summary>
/// The frame of every submission: who may is judged again, since a role may be gone since the form opened; then it is decided, saved
/// and answered. A refusal stands under the first input, so that what was typed stays.
/// </summary>
/// <param name="who">Who may submit it.</param>
internal abstract class Form(FormFrame frame, Who who) : IViewSubmissionHandler
{
    /// <summary>The answer once everything is done, also to a repeated submission.</summary>
    protected virtual ViewSubmissionResponse Done => ViewSubmissionResponse.Null;

    protected IStore Store => frame.Store;

    protected SlackDirectory Directory => frame.Directory;

    protected Who Who => who;

    public Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) => frame.Store.Run(
        submission.DeliveryId,
        ct => Who.Refuse(frame.Directory, submission.UserId) is { } no ? throw new RefusalException(no) : Decide(submission, ct),
        Done,
        cancellation);

    /// <returns>What is saved, null for nothing; and the answer.</returns>
    protected abstract Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct);

    protected static (Commit? Commit, ViewSubmissionResponse Answer) Wrong(string field, string words) => (null, ViewSubmissionResponse.Error(field, words));

    protected static (Commit? Commit, ViewSubmissionResponse Answer) Wrong(IReadOnlyDictionary<string, string> errors) =>
        (null, ViewSubmissionResponse.Errors(errors));

    /// <summary>mrkdwn: who did that last, from the audit of a subject; <c>Someone</c> when it does not say.</summary>
    protected async Task<string> LastBy(string subject, CancellationToken ct, params string[] what) =>
        (await frame.Store.Audit(subject, cancellationToken: ct)).FirstOrDefault(entry => what.Contains(entry.What)) is { } last
            ? Mrkdwn.User(last.Who)
            : "Someone";
}

/// <summary>A form that carries something.</summary>
/// <typeparam name="T">What it is about; a record.</typeparam>
/// <param name="who">Who may submit it.</param>
internal abstract class Form<T>(FormFrame frame, Who who) : Form(frame, who)
{
    protected sealed override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct) =>
        Decide(Submitted(submission), ct);

    protected abstract Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<T> form, CancellationToken ct);

    private static Submitted<T> Submitted(ViewSubmission submission)
    {
        var carried = Carried.Read<T>(submission.View.PrivateMetadata);
        return new(submission, carried.About, carried.ReadAt);
    }
}

/// <summary>A form as it was submitted.</summary>
/// <param name="About">What it carried.</param>
/// <param name="ReadAt">What it showed when it opened.</param>
internal sealed record Submitted<T>(ViewSubmission Slack, T About, ReadAt ReadAt)
{
    public ViewState State => Slack.State;

    /// <summary>Slack user id.</summary>
    public string By => Slack.UserId;

    /// <summary>
    /// The form stays open as filled in, and says at its top what others changed meanwhile. It carries
    /// <paramref name="told"/>, so that submitting it once more is deliberate.
    /// </summary>
    /// <param name="fresh">The form as it would open now.</param>
    /// <param name="words">mrkdwn.</param>
    public (Commit? Commit, ViewSubmissionResponse Answer) StaysOpen(ModalViewDefinition fresh, ReadAt told, string words) =>
        (null, ViewSubmissionResponse.Update(Filling.Of(fresh, State, words) with { PrivateMetadata = Carried.Write(About, told) }));
}
