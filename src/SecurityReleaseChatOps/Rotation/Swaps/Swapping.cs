using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Saves a request's progress, and tells those concerned.</summary>
internal sealed class Swapping(
    RotationReader rotation, SwapStore swaps, ShiftStore shifts, IEnumerable<IFollowsSwaps> followers, SlackDirectory directory, Settings settings,
    TimeProvider time)
{
    public SwapStore Swaps => swaps;

    public Task<RotationSnapshot> Read(CancellationToken ct) => rotation.Read(ct);

    public Instant Now => time.Now();

    /// <summary>mrkdwn without a full stop: why they cannot take it, and who can; null when they can.</summary>
    public string? Refuse(RotationSnapshot read, Shift shift, string from, string to)
    {
        if (SwapRules.Refuse(read, shift, from, to, directory.NameOf, Now) is not { } no)
            return null;
        var may = SwapRules.Gone(read, shift, from, directory.NameOf, Now) is null ? SwapRules.May(read, shift, from, Now).Take(SwapRules.Named).ToList() : [];
        return $"{no}. {(may.Count > 0 ? $"These can: {string.Join(", ", may.Select(directory.NameOf))}" : "Nobody else can")}";
    }

    /// <summary>The same for the shift asked in return.</summary>
    public string? Refuse(RotationSnapshot read, Shift shift, string from, string to, Shift back)
    {
        if (SwapRules.RefuseExchange(read, shift, from, back, to, directory.NameOf, Now) is not { } no)
            return null;
        var work = SwapRules.Gone(read, shift, from, directory.NameOf, Now) is null
            ? SwapRules.Returns(read, shift, from, to, back.Date, Now).Take(SwapRules.Named).ToList() : [];
        var named = work.Select(one => $"{ShiftText.Day(one.Shift.Date, Now)} ({directory.NameOf(one.Person)})");
        return $"{no}. {(work.Count > 0 ? $"These work in return: {string.Join(", ", named)}" : "Nothing else works in return")}";
    }

    /// <summary>mrkdwn: what a request is about: <c>*Primary on Wed 9 Dec* for *Secondary on Wed 23 Dec*</c>.</summary>
    public string What(RotationSnapshot read, SwapRequest request)
    {
        return Of(request.Shift, request.From, request.EndedBy) + (request.InReturn is { } back ? $" for {Of(back, request.To!, request.From)}" : "");

        string Of(string id, string before, string? after) => $"*{Mrkdwn.Plain(read.Find(id) switch
        {
            null => "a shift",
            var shift when (SwapRules.Part(shift, before) ?? SwapRules.Part(shift, after ?? "")) is { } part => What(shift, part, Now),
            var shift => $"a part of {ShiftText.Day(shift.Date, Now)}",
        })}*";
    }

    /// <summary>Plain text: <c>Primary on Wed 9 Dec</c>.</summary>
    public static string What(Shift shift, string? part, Instant now) => $"{part} on {ShiftText.Day(shift.Date, now)}";

    /// <summary>Saves a new request, and tells the person asked or PSIRT's channel.</summary>
    public void Ask(Commit commit, RotationSnapshot read, SwapRequest request)
    {
        SwapStore.Save(commit, null, request, request.By);
        Show(commit, request, What(read, request));
        Homes(commit, read, request);
    }

    /// <summary>Open requests: somebody's own, and those the viewer is asked or may take, oldest first.</summary>
    /// <param name="read">The current rotation.</param>
    /// <param name="of">Slack user id of the requests' owner.</param>
    /// <param name="by">Slack user id of the viewer: the owner, or an admin.</param>
    public async Task<IReadOnlyList<WaitingSwap>> Waiting(RotationSnapshot read, string of, string by, CancellationToken ct) =>
    [
        .. (await swaps.Open(ct)).Select(open => open.Value)
            .Where(request => request.From == of || request.To == by || (request.To is null && MayTake(read, request, by)))
            .Select(request => new WaitingSwap(request, What(read, request))),
    ];

    private bool MayTake(RotationSnapshot read, SwapRequest request, string person) =>
        read.Find(request.Shift) is { } shift && SwapRules.Refuse(read, shift, request.From, person, id => id, Now) is null;

    /// <summary>Ends a request, and tells whoever asked unless they ended it.</summary>
    /// <param name="state">Any but open and taken.</param>
    public void End(Commit commit, RotationSnapshot read, Doc<SwapRequest> open, SwapState state, string? by)
    {
        var request = open.Value with { State = state, EndedBy = by };
        SwapStore.Save(commit, open, request, by ?? SwapsJob.Name);
        var message = SwapMessage.Render(request, What(read, request), directory.Shown);
        Show(commit, request, What(read, request));
        if (by != request.From)
            directory.Tell(commit, request.From, SwapStore.MessageKey(request.Id) + "/ended", message);
        Homes(commit, read, request);
    }

    /// <summary>Gives it to the taker, with everything that depends on it, and tells the giver and the channel.</summary>
    /// <param name="open">The request taken; null when an admin arranged it.</param>
    /// <param name="back">The shift given in return; null for none.</param>
    public async Task Give(
        Commit commit, RotationSnapshot read, Shift shift, Shift? back, Doc<SwapRequest>? open, string from, string to, string by, CancellationToken ct)
    {
        var told = await Move(commit, shift, from, to, by, ct);
        if (back is not null)
            told += $"; {await Move(commit, back, to, from, by, ct)}";
        var key = $"swapped/{shift.Id}/{from}/{to}/{time.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        if (open is not null)
        {
            var request = open.Value with { State = SwapState.Taken, EndedBy = to };
            SwapStore.Save(commit, open, request, to);
            Show(commit, request, What(read, request));
        }
        if (open?.Value.To is not null || open is null)
            RotationTelling.Say(commit, settings.Channels.Psirt, key, $":arrows_counterclockwise: {told}.");
        foreach (var person in new[] { from, to }.Where(person => person != by))
            directory.Tell(commit, person, $"{key}/{person}", $":arrows_counterclockwise: {told}.");
        Homes(commit, from, to);
        if (open is not null)
            Homes(commit, read, open.Value);
    }

    /// <summary>Moves somebody's part of a shift to somebody else.</summary>
    /// <returns>mrkdwn, a sentence without a full stop.</returns>
    private async Task<string> Move(Commit commit, Shift shift, string from, string to, string by, CancellationToken ct)
    {
        var told = $"{directory.Shown(to)} takes *{Mrkdwn.Plain(What(shift, SwapRules.Part(shift, from), Now))}* from {directory.Shown(from)}";
        if (shift.Release is { } release)
        {
            foreach (var follower in followers)
                await follower.Replace(commit, release, from, to, by, told, ct);
        }
        else
        {
            // If it changed since the rotation was read, the version conflicts, and everything is decided again.
            var stored = await shifts.Get(shift.Id, ct);
            ShiftStore.Save(commit, stored?.Value.Pair.SequenceEqual(shift.Pair) == true ? stored : null, SwapRules.Taken(shift, from, to), by, "swapped");
        }
        return told;
    }

    private void Show(Commit commit, SwapRequest request, string what)
    {
        var (key, message) = (SwapStore.MessageKey(request.Id), SwapMessage.Render(request, what, directory.Shown));
        if (request.To is { } to)
            directory.Tell(commit, to, key, message);
        else
            RotationTelling.Say(commit, settings.Channels.Psirt, key, message);
    }

    /// <summary>For everyone a request concerns.</summary>
    private static void Homes(Commit commit, RotationSnapshot read, SwapRequest request) =>
        Homes(commit, [request.From, .. request.To is { } to ? [to] : read.Roster.Select(engineer => engineer.UserId)]);

    private static void Homes(Commit commit, params IEnumerable<string> people)
    {
        foreach (var person in people.Distinct())
            commit.Effect(new PublishHome(person));
    }
}
