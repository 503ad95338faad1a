using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>A form edited by several people at the same time: stored and typed values, under the same keys.</summary>
internal abstract class Editing(Bench bench)
{
    public virtual IReadOnlyList<string> People => ["anna", "maria", "grace"];

    /// <summary>Whether each typed value becomes the stored value of its key.</summary>
    public virtual bool ByKey => true;

    protected Bench Bench => bench;

    public abstract Task<Opened> Opens(string person, Random random);

    public abstract void Fill(Opened form, Random random);

    public abstract Task<Dictionary<string, string>> Stored();

    public virtual Dictionary<string, string> Typed(Opened form) => [];

    /// <summary>The audit subject.</summary>
    public virtual string Subject(Dictionary<string, string> typed) => "release/R1";

    /// <summary>What a form shows of a value somebody else saved; null: it was removed.</summary>
    public virtual string Told(string? value) => value ?? "removed";

    public virtual Task Ends() => Task.CompletedTask;

    protected async Task<Doc<Release>> Release() => (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!;
}

internal sealed class LinksEditing(Bench bench) : Editing(bench)
{
    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/release links R1");

    public override void Fill(Opened form, Random random) =>
        form[ReleaseFields.Link(ReleaseLinks.All[random.Next(3)])] = new() { Value = random.Next(4) == 0 ? null : $"https://gitlab.com/{random.Next(100)}" };

    public override async Task<Dictionary<string, string>> Stored()
    {
        var links = (await Release()).Value.Links;
        return ReleaseLinks.All.Where(link => links[link] is not null).ToDictionary(link => link.ToString(), link => links[link]!);
    }

    public override Dictionary<string, string> Typed(Opened form) => ReleaseLinks.All
        .Where(link => form[ReleaseFields.Link(link)].Value is not null).ToDictionary(link => link.ToString(), link => form[ReleaseFields.Link(link)].Value!);
}

internal sealed class FixesEditing(Bench bench) : Editing(bench)
{
    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/release fixes R1");

    public override void Fill(Opened form, Random random)
    {
        var typed = Typed(form);
        var key = $"gitlab-org/gitlab#{random.Next(1, 6)}";
        if (random.Next(4) == 0)
            typed.Remove(key);
        else
            typed[key] = $"Leak {random.Next(100)}";
        form["fixes"] = new() { Value = string.Join('\n', typed.Select(fix => $"{fix.Key} | {fix.Value}")) };
    }

    public override async Task<Dictionary<string, string>> Stored() => (await Release()).Value.Fixes.ToDictionary(fix => fix.Id, fix => fix.Title!);

    public override Dictionary<string, string> Typed(Opened form) => (form["fixes"].Value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(" | ")).ToDictionary(parts => parts[0], parts => parts[1]);
}

internal sealed class FixEditing(Bench bench) : Editing(bench)
{
    public override async Task<Opened> Opens(string person, Random random)
    {
        if ((await Release()).Value.Fixes.All(fix => fix.Id != "gitlab-org/gitlab#9"))
        {
            var fixes = await Bench.Opens(person, "/release fixes R1");
            fixes["fixes"] = new() { Value = $"{fixes["fixes"].Value}\ngitlab-org/gitlab#9 | Leak 9" };
            await Bench.Submits(fixes);
        }
        return await Bench.Opens(person, "/release fix gitlab-org/gitlab#9 R1");
    }

    public override void Fill(Opened form, Random random)
    {
        if (random.Next(2) == 0)
            form[FixField.Title] = new() { Value = $"Leak {random.Next(100)}" };
        if (random.Next(2) == 0)
            form[FixField.Reporter] = new() { Value = random.Next(3) == 0 ? null : $"alice{random.Next(9)}" };
        foreach (var input in form.State.Values.Keys.Where(input => input.StartsWith("in.", StringComparison.Ordinal) && random.Next(2) == 0).ToList())
            form[input] = new() { SelectedOption = Option.Of("", FixField.States[random.Next(3)]) };
    }

    public override async Task<Dictionary<string, string>> Stored()
    {
        var release = (await Release()).Value;
        return release.Fixes.FirstOrDefault(fix => fix.Id == "gitlab-org/gitlab#9") is { } fix
            ? FixField.Of(release, fix, new Dictionary<string, Member>()).Where(IsFilled).ToDictionary(field => field.Name, field => field.Value) : [];
    }

    public override Dictionary<string, string> Typed(
        Opened form) => form.State.Values.Keys.Select(input => new FixField(input, form[input].Value ?? form[input].SelectedOption?.Value ?? ""))
        .Where(field => field.Value.Length > 0 && IsFilled(field)).ToDictionary(field => field.Name, field => field.Value);

    private static bool IsFilled(FixField field) => field.Name is FixField.Title or FixField.Reporter || field.Name.StartsWith("in.", StringComparison.Ordinal);
}

internal sealed class VersionsEditing(Bench bench) : Editing(bench)
{
    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/release versions R1");

    public override void Fill(Opened form, Random random)
    {
        var typed = Typed(form);
        var minor = $"18.{random.Next(4, 7)}";
        if (typed.Count > 1 && random.Next(4) == 0)
            typed.Remove(minor);
        else
            typed[minor] = $"{minor}.{random.Next(1, 20)}";
        form["versions"] = new() { Value = string.Join(", ", typed.Values) };
    }

    public override async Task<Dictionary<string, string>> Stored() => ByMinor((await Release()).Value.Versions);

    public override Dictionary<string, string> Typed(Opened form) => ByMinor((form["versions"].Value ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<string, string> ByMinor(IEnumerable<string> versions) => versions.ToDictionary(version => version[..4]);
}

internal sealed class EmbargoEditing(Bench bench) : Editing(bench)
{
    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/comms embargo R1");

    public override void Fill(Opened form, Random random)
    {
        var word = $"blue heron {random.Next(6)}";
        var marked = (form["marked"].Value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!marked.Remove(word))
            marked.Add(word);
        form["marked"] = new() { Value = string.Join('\n', marked) };
        var channel = Bench.ChannelId($"more-{random.Next(1, 4)}");
        var channels = (form["channels"].SelectedConversations ?? []).ToList();
        if (!channels.Remove(channel))
            channels.Add(channel);
        form["channels"] = new() { SelectedConversations = channels };
    }

    public override async Task<Dictionary<string, string>> Stored()
    {
        var notes = (await Bench.Services.GetRequiredService<EmbargoStore>().Notes("R1", default))?.Value ?? EmbargoNotes.None;
        return notes.Marked.Select(marked => marked.Text).Concat(notes.Channels.Select(channel => channel.Id)).ToDictionary(word => word);
    }

    public override Dictionary<string, string> Typed(Opened form) =>
        (form["marked"].Value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(form["channels"].SelectedConversations ?? [])
            .ToDictionary(word => word);
}

internal sealed class DelayEditing(Bench bench) : Editing(bench)
{
    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/release delay R1");

    public override void Fill(Opened form, Random random) => form["due_date"] = new() { SelectedDate = Today.AddDays(random.Next(5, 30)) };

    public override async Task<Dictionary<string, string>> Stored() => new() { ["due"] = Word((await Release()).Value.DueDate) };

    public override Dictionary<string, string> Typed(Opened form) => new() { ["due"] = Word(form["due_date"].SelectedDate!.Value) };

    private DateOnly Today => Bench.Services.GetRequiredService<TimeProvider>().Now().UtcDay();

    private static string Word(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);
}

internal sealed class RosterEditing(Bench bench) : Editing(bench)
{
    public override IReadOnlyList<string> People => ["grace", "adam"];

    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/rotation add");

    public override void Fill(Opened form, Random random)
    {
        form["person"] = new() { SelectedUser = Bench.Id(random.Next(2) == 0 ? "grace" : "adam") };
        form["region"] = new() { SelectedOption = Option.Of("EMEA", "EMEA") };
        form["hours"] = new() { Value = $"0{random.Next(6, 10)}:00-16:00" };
    }

    public override async Task<Dictionary<string, string>> Stored() =>
        (await Bench.Roster()).ToDictionary(one => one.UserId, one => one.Hours.Start.ToString("HH:mm", CultureInfo.InvariantCulture));

    public override Dictionary<string, string> Typed(Opened form) =>
        form["person"].SelectedUser is { } person ? new() { [person] = form["hours"].Value!.Split('-')[0] } : [];

    public override string Subject(Dictionary<string, string> typed) => "engineer/" + typed.Keys.Single();
}

internal sealed class EmailEditing(Bench bench) : Editing(bench)
{
    public override IReadOnlyList<string> People => ["anna", "chloe", "maria"];

    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/comms email R1");

    public override void Fill(Opened form, Random random) => form["email"] = new() { Value = $"Please upgrade to 18.6.1, says draft {random.Next(1000)}" };

    public override async Task<Dictionary<string, string>> Stored() =>
        await Bench.Services.GetRequiredService<CustomerStore>().Find("R1", default) is { } text ? new() { ["email"] = text.Email } : [];

    public override Dictionary<string, string> Typed(Opened form) => new() { ["email"] = form["email"].Value! };

    public override string Subject(Dictionary<string, string> typed) => CustomerStore.MessageKey("R1");
}

internal sealed class PairEditing(Bench bench) : Editing(bench)
{
    public override IReadOnlyList<string> People => ["anna", "grace"];

    public override bool ByKey => false;

    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/release pair R1");

    public override void Fill(Opened form, Random random) =>
        form[ReleaseFields.Secondary] = new() { SelectedUser = Bench.Id(random.Next(2) == 0 ? "maria" : "liam") };

    public override async Task<Dictionary<string, string>> Stored()
    {
        var (release, directory) = ((await Release()).Value, Bench.Services.GetRequiredService<SlackDirectory>());
        return new() { ["pair"] = $"{directory.NameOf(release.Primary)} is Primary, {directory.NameOf(release.Secondary)} Secondary" };
    }

    public override Dictionary<string, string> Typed(Opened form) => new() { ["secondary"] = form[ReleaseFields.Secondary].SelectedUser! };
}

internal sealed class HandoverEditing(Bench bench) : Editing(bench)
{
    // One person in two windows: only the holder hands over.
    public override IReadOnlyList<string> People => ["anna", "anna"];

    public override bool ByKey => false;

    public override Task<Opened> Opens(string person, Random random) => Bench.Opens(person, "/handover R1");

    public override void Fill(Opened form, Random random) => form["status"] = new() { Value = $"All is well, {random.Next(100)}" };

    public override async Task<Dictionary<string, string>> Stored() =>
        (await Release()).Value.LastHandover is { } last ? new() { ["newest"] = $"{last.Id} <@{last.From}>" } : [];

    public override Dictionary<string, string> Typed(Opened form) => new() { ["status"] = form["status"].Value! };

    public override string Told(string? value) => value!.Split(' ')[1];
}

internal sealed class StepEditing(Bench bench) : Editing(bench)
{
    public override bool ByKey => false;

    public override async Task<Opened> Opens(string person, Random random)
    {
        var key = (await Steps())[random.Next(2)].Key;
        if (random.Next(4) == 0)
            await Bench.Types("maria", $"/checklist claim {key} R1");
        return new(person, (await Bench.Presses<StepPress>(person, $"{StepPress.ActionId}:{StepForms.NotNeeded}:{key}", "R1|")).OpenView!);
    }

    public override void Fill(Opened form, Random random) => form["said"] = new() { Value = $"Nothing of it, {random.Next(100)}" };

    public override async Task<Dictionary<string, string>> Stored() => (await Steps())
        .ToDictionary(
            step => step.Key,
            step => $"{step.State.Status} {step.State.ClaimedBy} {string.Join(' ', step.State.Confirmations.Select(said => $"<@{said.By}>"))}");

    public override Dictionary<string, string> Typed(Opened form) => new() { ["said"] = form["said"].Value ?? "" };

    public override string Subject(Dictionary<string, string> typed) => ChecklistStore.MessageKey("R1");

    // Shows who claimed or confirmed it last.
    public override string Told(string? value) =>
        value!.Contains("<@", StringComparison.Ordinal) ? value[value.LastIndexOf("<@", StringComparison.Ordinal)..] : value.Split(' ')[1];

    public override async Task Ends()
    {
        foreach (var step in await Steps())
        {
            await Bench.Types("anna", $"/checklist reopen {step.Key} R1");
            await Bench.Types("maria", $"/checklist giveback {step.Key} R1");
        }
    }

    private async Task<IReadOnlyList<Step>> Steps() =>
        [.. (await Bench.Services.GetRequiredService<ChecklistStore>().Open(await Release(), default))!.Board.Steps.Where(step => !step.Item.NeedsSecondPerson)
            .Take(2)];
}
