using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A word that says something of a step: with the words behind the step's name it is done, without them its form opens.</summary>
internal abstract class SayingWord(ReleaseDesk releases, ChecklistPress press) : WordsOnRelease(releases)
{
    /// <summary>The form, one of the constants of <see cref="StepForms"/>.</summary>
    protected abstract string Form { get; }

    protected override While While => ChecklistForm.Worked;

    protected override bool EndsInText => true;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (call.Rest.IsEmpty)
            return StepWord.WhichStep(Word);
        if (await press.Look(release.Id, call.UserId, ct) is not { } screen)
            return SlashCommandResponse.Ephemeral(ChecklistPress.Gone);
        var (found, words) = StepFinder.Split(screen.Board, call.Rest);
        return found is not { } step ? SlashCommandResponse.Ephemeral(StepFinder.NotFound(screen.Board, call.Rest))
            : words.IsEmpty ? SlashCommandResponse.Open(StepForms.Render(Form, step, FormFrom.Command(call.Slack, release.Id, step.Key)))
            : await press.AtWord(call, release.Id, (board, now) => Decide(board, step.Key, call.UserId, words.Own, now), ct);
    }

    protected abstract ChecklistDecision Decide(Board board, string key, string person, string words, DateTimeOffset now);
}

/// <summary><c>/checklist comment</c>: leaves a note on a step, or opens <b>Comment</b>.</summary>
internal sealed class CommentWord(ReleaseDesk releases, ChecklistPress press) : SayingWord(releases, press)
{
    public override CommandWord Word { get; } = new("/checklist", "comment", "<step> [words] [release]", "leave a note or a link as evidence on a step");

    protected override string Form => StepForms.Comment;

    protected override ChecklistDecision Decide(Board board, string key, string person, string words, DateTimeOffset now) =>
        Presses.Comment(board, key, person, words, null, now);
}

/// <summary><c>/checklist force</c>: settles a step before what comes before it, with a reason.</summary>
internal sealed class ForceWord(ReleaseDesk releases, ChecklistPress press) : SayingWord(releases, press)
{
    public override CommandWord Word { get; } = new("/checklist", "force", "<step> [reason] [release]", "do a step before what comes before it");

    protected override string Form => StepForms.Force;

    protected override ChecklistDecision Decide(Board board, string key, string person, string words, DateTimeOffset now) =>
        Presses.Force(board, key, person, words, now);
}

/// <summary><c>/checklist not needed</c>: settles a step as not needed, with a reason.</summary>
internal sealed class NotNeededWord(ReleaseDesk releases, ChecklistPress press) : SayingWord(releases, press)
{
    public override CommandWord Word { get; } = new("/checklist", "not needed", "<step> [reason] [release]", "say that a step is not needed");

    protected override string Form => StepForms.NotNeeded;

    protected override ChecklistDecision Decide(Board board, string key, string person, string words, DateTimeOffset now) =>
        Presses.NotNeeded(board, key, person, words, now);
}
