using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>Warns whoever is off during their own shift, and the admins: once four weeks ahead, and once a week before.</summary>
internal sealed class ShiftsInDangerJob(RotationReader rotation, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    public const string Name = "shifts-in-danger";

    private static readonly DocumentKind<ToldOfDanger> Kind = new("shift-danger");

    /// <summary>Marks one of a shift's two warnings as sent.</summary>
    private sealed record ToldOfDanger(Instant At);

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var danger in DangerRules.Of(await rotation.Read(ct), now))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{danger.Shift.Id}/{danger.Person}/{danger.Date:O}/{DangerRules.Stage(danger, now)}");
            if (await store.Get(Kind, key, ct) is not null)
                continue;
            var commit = new Commit().Put(Kind, key, new(now), 0);
            directory.Tell(commit, danger.Person, $"danger/{key}", Render(danger, "You are", now));
            var admins = directory.Mention(settings.Access.Admins);
            RotationTelling.Say(commit, settings.Channels.Psirt, $"danger/{key}/admins",
                Render(danger, $"{(admins.Length > 0 ? $"{admins}: " : "")}{directory.Shown(danger.Person)} is", now));
            await store.Commit(commit, ct); // a conflict: another instance just sent it
        }
    }

    /// <param name="who">mrkdwn such as <c>You are</c>.</param>
    internal static Message Render(ShiftInDanger danger, string who, Instant now)
    {
        var words = $":warning: {who} *{Mrkdwn.Plain(Swapping.What(danger.Shift, SwapRules.Part(danger.Shift, danger.Person), now))}*"
            + (danger.HasLeft ? "." : $", and off on {ShiftText.Day(danger.Date, now)}: {Mrkdwn.Plain(danger.Why)}.");
        return new()
        {
            Text = words,
            Blocks = [SectionBlock.Of(words), new ActionsBlock { Elements = [SwapButton.FindCover(danger.Shift.Id, danger.Person)] }],
        };
    }
}
