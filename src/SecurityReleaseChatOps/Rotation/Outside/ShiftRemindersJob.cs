using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>Reminds each of a pair of their shift by direct message, with what to prepare.</summary>
internal sealed class ShiftRemindersJob(RotationReader rotation, IStore store, SlackDirectory directory) : IDueJob
{
    private static readonly DocumentKind<Reminded> Kind = new("shift-reminders");

    /// <summary>The reminders sent for a shift: see <see cref="ShiftReminder.Key"/>.</summary>
    private sealed record Reminded(IReadOnlyList<string> Keys);

    public async Task Look(Instant now, CancellationToken ct)
    {
        var snapshot = await rotation.Read(ct);
        foreach (var of in ShiftReminders.Due(snapshot, now).GroupBy(one => one.Shift.Id))
        {
            var read = await store.Get(Kind, of.Key, ct);
            var anew = of.Where(one => read?.Value.Keys.Contains(one.Key) != true).ToList();
            if (anew.Count == 0)
                continue;
            var commit = new Commit().Put(Kind, of.Key, new([.. read?.Value.Keys ?? [], .. anew.Select(one => one.Key)]), read?.Version ?? 0);
            foreach (var one in anew)
                directory.Tell(commit, one.Person, $"shift/{of.Key}/{one.Key}", Words(one, snapshot, directory.NameOf));
            await store.Commit(commit, ct); // a conflict: another instance was faster
        }
    }

    internal static Message Words(ShiftReminder one, RotationSnapshot rotation, Func<string, string> nameOf)
    {
        var title = rotation.Cadences.First(cadence => cadence.Name == one.Shift.Cadence).Title.ToLowerInvariant();
        var when = one.Left == 1 ? "Tomorrow" : string.Create(CultureInfo.InvariantCulture, $"In {one.Left} days");
        var role = one.IsPrimary ? "Primary" : "Secondary";
        var first = $":calendar: *{when} you are {role}* of the {Mrkdwn.Plain(title)} of {ShiftText.Day(one.Shift.Date, one.Shift.Date.AddDays(-one.Left))}"
            + (one.With is null ? "." : $", with {Mrkdwn.Plain(nameOf(one.With))}.");
        var prepare = one.Days switch
        {
            28 => "Will you be there that week? If not: `/rotation swap`.",
            7 => one.IsPrimary ? "Look at its fixes, and agree when it is merged." : "Agree with the Primary who has which hours.",
            _ => one.IsPrimary ? "Draft the post today, and have it reviewed." : "Review the post today.",
        };
        return new() { Text = first, Blocks = [SectionBlock.Of($"{first}\n{prepare}")] };
    }
}
