using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>What <b>Away</b> is decided and drawn from.</summary>
internal sealed class AwayForms(KeptRoster keptRoster, AbsenceStore absences, SlackDirectory directory, TimeProvider time)
{
    /// <returns>Why this person cannot say when somebody is away, in mrkdwn; null when they can.</returns>
    public async Task<string?> Refuse(string person, string by, CancellationToken ct) =>
        directory.RoleOf(by) < Role.Psirt ? "This is for PSIRT, about its own rotation."
        : person != by && directory.RoleOf(by) != Role.Admin ? OfPersonCommand.NotForOthers
        : await Find(person, ct) is not null ? null
        : person == by ? "You are not on the rotation: nothing waits for you while you are away."
        : $"{Mrkdwn.User(person)} is not on the rotation.";

    /// <param name="words">mrkdwn: what was done just now; null for nothing.</param>
    public async Task<ModalViewDefinition> Open(string person, CancellationToken ct, string? words = null) =>
        Render(await absences.Of(person, ct), (await Find(person, ct))!, words);

    /// <param name="read">The person's absences.</param>
    public ModalViewDefinition Render(IEnumerable<Doc<Absence>> read, Engineer engineer, string? words)
    {
        var today = Today(engineer);
        return AwayModal.Render(
            new(engineer, directory.NameOf(engineer.UserId), AbsenceRules.Coming(read.Select(one => one.Value), today), today, words));
    }

    public async Task<Engineer?> Find(string person, CancellationToken ct) => (await keptRoster.Read(ct)).FirstOrDefault(one => one.UserId == person);

    /// <summary>The date at the person's place.</summary>
    public DateOnly Today(Engineer engineer) => Workdays.Today(engineer, Now);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
