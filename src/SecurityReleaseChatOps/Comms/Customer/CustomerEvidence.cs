using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The facts from the customer email: who approved, tested, checked, sent and edited it.</summary>
internal sealed class CustomerEvidence(IStore store) : IEvidence
{
    public static IReadOnlyCollection<string> All { get; } =
        ["email.cleared", "email.approved", "email.tested", "email.links", "email.versions", "email.mark", "email.checked", "email.sent", "edited.email"];

    public IReadOnlyCollection<string> Kinds => All;

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) =>
        Of(await CustomerStore.Find(store, release.Id, ct), release.Value);

    public static IReadOnlyList<Fact> Of(CustomerText? text, Release release)
    {
        if (text is null)
            return [];
        var facts = new List<Fact> { new("edited.email", text.Edited.By, text.Edited.At) };
        if (CustomerRules.State(text, release) >= CustomerState.Approved)
            Add("cleared", text.Approved ?? text.Ready);
        Add("approved", text.Approved);
        Add("tested", text.Tested);
        foreach (var check in text.Checks)
            Add(check.Check.ToString().ToLowerInvariant(), new(check.By, check.At));
        if (text.IsChecked && text.Checks.MaxBy(check => check.At) is { } last)
            Add("checked", new(last.By, last.At));
        Add("sent", text.Sent);
        return facts;

        void Add(string what, Did? did)
        {
            if (did is not null)
                facts.Add(new("email." + what, did.By, did.At));
        }
    }
}

/// <summary>For a step that waits for the customer email: opens its form, or shows it with what can be done next.</summary>
internal sealed class CustomerEvents(CustomerStore emails) : IEventForm
{
    public bool Makes(string kind) => CustomerEvidence.All.Contains(kind);

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct)
    {
        var snapshot = await emails.Open(release, ct);
        return CustomerRules.NoEmail(release.Value) is { } none ? ActionResponse.Ephemeral(Mrkdwn.Plain(none) + ".")
            : snapshot.Text is { } text && CustomerRules.State(text, release.Value) != CustomerState.Draft
            ? ActionResponse.Ephemeral(emails.Card(text, release.Value, by))
            : ActionResponse.Open(CustomerModal.Render(snapshot, emails.Shown, about));
    }
}

/// <summary>The customer email on release day, by the steps that wait for it: tested, checked, sent.</summary>
internal sealed class CustomerDay(Func<ChecklistStore> checklists) : IReleaseDay
{
    private static readonly (string What, string[] Kinds)[] Parts =
        [("tested", ["email.tested"]), ("checked", ["email.checked", "email.links", "email.versions", "email.mark"]), ("sent", ["email.sent"])];

    public async Task<IReadOnlyList<Ticked>> Of(Release release, CancellationToken ct) =>
        await checklists().Open(new(release.Id, release, 0), ct) is { } snapshot ? Of(snapshot.Board) : [];

    public static IReadOnlyList<Ticked> Of(Board board)
    {
        if (CustomerRules.NoEmail(board.Release) is not null)
            return [];
        var ticked = from part in Parts
                     let steps = board.Steps.Where(step => Waits(step, part.Kinds)).ToList()
                     where steps.Count > 0
                     select new Ticked(part.What, steps.TrueForAll(step => !step.Open));
        return [.. ticked.Select((one, i) => i == 0 ? one with { What = "email " + one.What } : one)];

        static bool Waits(Step step, string[] kinds) =>
            step.State.Status != StepStatus.NotNeeded && step.Item.SettledBy.SelectMany(term => term.Facts).Any(kinds.Contains);
    }
}

/// <summary>The pings and the customer email that went out since.</summary>
internal sealed class SentSince(CommsStore comms, CustomerStore customers) : ISentSince
{
    public async Task<IReadOnlyList<string>> Sent(Doc<Release> release, Instant since, CancellationToken ct)
    {
        var snapshot = await comms.Open(release, ct);
        var pings = snapshot.Pings.Where(ping => ping.SentAt >= since).OrderBy(ping => ping.SentAt)
            .Select(ping => $"{PingMessage.Linked(snapshot, ping)}, to {Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))}");
        return [.. pings, .. (await customers.Find(release.Id, ct))?.Sent?.At >= since ? ["the customer email"] : Array.Empty<string>()];
    }
}
