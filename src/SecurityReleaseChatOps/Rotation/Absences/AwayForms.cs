using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>Opens <b>Away</b> for those who may, and renders it.</summary>
internal sealed class AwayForms(KeptRoster keptRoster, AbsenceStore absences, StatusHintStore hints, SlackDirectory directory, TimeProvider time)
{
    /// <returns>mrkdwn: why <paramref name="by"/> may not enter absences of <paramref name="person"/>; null when they may.</returns>
    public async Task<string?> Refuse(string person, string by, CancellationToken ct) =>
        directory.RoleOf(by) < Role.Psirt ? "This is for PSIRT, about its own rotation."
        : person != by && directory.RoleOf(by) != Role.Admin ? OfPersonCommand.NotForOthers
        : await Find(person, ct) is not null ? null
        : person == by ? "You are not on the rotation: nothing waits for you while you are away."
        : $"{Mrkdwn.User(person)} is not on the rotation.";

    /// <param name="words">mrkdwn: what was just done; null for nothing.</param>
    public async Task<ModalViewDefinition> Open(string person, CancellationToken ct, string? words = null)
    {
        // The field starts with the day their status says.
        var last = await hints.Get(person, ct) is { Value: { IsSettled: false } hint } ? hint.Until : null;
        return Render(await absences.Of(person, ct), (await Find(person, ct))!, words, last);
    }

    /// <param name="read">The person's absences.</param>
    /// <param name="last">Initial value of the last day; null for none.</param>
    public ModalViewDefinition Render(IEnumerable<Doc<Absence>> read, Engineer engineer, string? words, DateOnly? last = null)
    {
        var today = Today(engineer);
        var coming = AbsenceRules.Coming(read.Select(one => one.Value), today);
        return AwayModal.Render(new(engineer, directory.NameOf(engineer.UserId), coming, today, words, last >= today ? last : null));
    }

    public async Task<Engineer?> Find(string person, CancellationToken ct) => (await keptRoster.Read(ct)).FirstOrDefault(one => one.UserId == person);

    /// <summary>The person's local date.</summary>
    public DateOnly Today(Engineer engineer) => Workdays.Today(engineer, Now);

    private Instant Now => time.Now();
}
