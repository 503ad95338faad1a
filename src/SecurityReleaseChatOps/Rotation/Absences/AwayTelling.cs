using NodaTime.Extensions;
using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>What follows when an absence is entered or removed.</summary>
internal sealed class AwayTelling(
    IEnumerable<IDuties> duties, StatusHintStore hints, StatusHintMessage hinted, IStore store, SlackDirectory directory, TimeProvider time)
{
    /// <returns>mrkdwn for whoever entered it.</returns>
    public async Task<string> Saved(Commit commit, Engineer engineer, Absence absence, string by, CancellationToken ct)
    {
        await Follow(commit, engineer, absence, by, ct);
        var (person, when) = (engineer.UserId, Mrkdwn.Plain(AbsenceRules.Say(absence, Workdays.Today(engineer, Now))));
        if (await hints.Get(person, ct) is { Value.IsSettled: false } asked)
            hinted.Settle(commit, asked, $"Marked: away {when}.");
        if (by != person)
            directory.Tell(commit, person, Key(absence), $"{directory.Shown(by)} put you down as away: {when}. `/rotation away` shows and changes it.");
        var on = await On(engineer, absence, ct);
        return $":white_check_mark: {(by == person ? "You are" : $"{directory.Shown(person)} is")} away {when}."
            + (on.Count == 0 ? "" : $"\n:warning: {(by == person ? "You are" : "They are")} {string.Join(", ", on)} meanwhile: `/rotation swap` finds cover.");
    }

    /// <returns>mrkdwn for whoever removed it.</returns>
    public async Task<string> Removed(Commit commit, Engineer engineer, Absence absence, string by, CancellationToken ct)
    {
        await Follow(commit, engineer, absence, by, ct);
        var (person, when) = (engineer.UserId, Mrkdwn.Plain(AbsenceRules.Say(absence, Workdays.Today(engineer, Now))));
        if (by != person)
            directory.Tell(commit, person, Key(absence), $"{directory.Shown(by)} removed your absence: {when}.");
        return $":white_check_mark: Removed: {when}.";
    }

    private string Key(Absence absence) =>
        string.Create(CultureInfo.InvariantCulture, $"absence/{absence.Id}/{time.Now().ToUnixTimeSeconds()}");

    /// <summary>Redraws Homes. An absence that starts by today changes today's hours, so nothing earlier may count as missed.</summary>
    private async Task Follow(Commit commit, Engineer engineer, Absence absence, string by, CancellationToken ct)
    {
        commit.Effect(new PublishHome(engineer.UserId));
        if (by != engineer.UserId)
            commit.Effect(new PublishHome(by));
        var tomorrow = Workdays.Today(engineer, Now).AddDays(1).ToLocalDate().AtMidnight();
        if (absence.From < tomorrow && await store.Get(Roster.Kind, engineer.UserId, ct) is { } read)
            commit.Put(Roster.Kind, read.Id, read.Value with { ChangedAt = time.Now() }, read.Version);
    }

    /// <summary>mrkdwn: their current duties, if the absence begins within a week.</summary>
    private async Task<IReadOnlyList<string>> On(Engineer engineer, Absence absence, CancellationToken ct)
    {
        var on = new List<string>();
        if (Workdays.LocalTime(engineer, Now).LocalDateTime is var here && absence.From < here.PlusDays(7))
        {
            foreach (var giver in duties)
                on.AddRange((await giver.Now(ct)).Where(duty => duty.UserId == engineer.UserId).Select(duty => Mrkdwn.Plain(duty.Duty)));
        }
        return on;
    }

    private Instant Now => time.Now();
}
