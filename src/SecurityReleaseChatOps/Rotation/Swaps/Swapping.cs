using System.Globalization;
using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Saves what becomes of a request, and tells those whom it concerns.</summary>
internal sealed class Swapping(
    RotationReader rotation, SwapStore swaps, ShiftStore shifts, IEnumerable<IFollowsSwaps> followers, SlackDirectory directory, Settings settings,
    TimeProvider time)
{
    public SwapStore Swaps => swaps;

    public Task<RotationSnapshot> Read(CancellationToken ct) => rotation.Read(ct);

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>mrkdwn without a full stop: why they cannot take it, and who can; null when they can.</summary>
    public string? Refuse(RotationSnapshot read, Shift shift, string from, string to)
    {
        if (SwapRules.Refuse(read, shift, from, to, directory.NameOf, Now) is not { } no)
            return null;
        var may = SwapRules.Gone(read, shift, from, directory.NameOf, Now) is null ? SwapRules.May(read, shift, from, Now).Take(SwapRules.Named).ToList() : [];
        return $"{no}. {(may.Count > 0 ? $"These can: {string.Join(", ", may.Select(directory.NameOf))}" : "Nobody else can")}";
    }

    /// <summary>Plain text: <c>Primary on Wed 9 Dec</c>.</summary>
    public static string What(RotationSnapshot read, SwapRequest request) => read.Find(request.Shift) switch
    {
        null => "a shift",
        var shift when SwapRules.Part(shift, request.From) is { } part => What(shift, part),
        var shift when SwapRules.Part(shift, request.EndedBy ?? "") is { } part => What(shift, part),
        var shift => $"a part of {SwapRules.Day(shift.Date)}",
    };

    public static string What(Shift shift, string part) => $"{part} on {SwapRules.Day(shift.Date)}";

    /// <summary>A new request: the one who is asked is told, or PSIRT's channel.</summary>
    public void Ask(Commit commit, RotationSnapshot read, SwapRequest request)
    {
        SwapStore.Save(commit, null, request, request.By);
        Show(commit, request, What(read, request));
        Homes(commit, request.From, request.To);
    }

    /// <summary>Ends a request; who asked is told unless they ended it.</summary>
    /// <param name="state">Any but open and taken.</param>
    public void End(Commit commit, RotationSnapshot read, Doc<SwapRequest> open, SwapState state, string? by)
    {
        var request = open.Value with { State = state, EndedBy = by };
        SwapStore.Save(commit, open, request, by ?? SwapsJob.Name);
        var message = SwapMessage.Render(request, What(read, request), directory.Shown);
        Show(commit, request, What(read, request));
        if (by != request.From)
            directory.Tell(commit, request.From, SwapStore.MessageKey(request.Id) + "/ended", message);
        Homes(commit, request.From, request.To);
    }

    /// <summary>They have it from now on, with all that hangs on it; who gave it and the channel are told.</summary>
    /// <param name="open">The request that they took; null where an admin arranged it.</param>
    public async Task Give(Commit commit, RotationSnapshot read, Shift shift, Doc<SwapRequest>? open, string from, string to, string by, CancellationToken ct)
    {
        var what = What(shift, SwapRules.Part(shift, from)!);
        var told = $"{directory.Shown(to)} takes *{Mrkdwn.Plain(what)}* from {directory.Shown(from)}";
        if (shift.Release is { } release)
        {
            foreach (var follower in followers)
                await follower.Replace(commit, release, from, to, by, told, ct);
        }
        else
        {
            // Where it changed since the rotation was read, its version is not the one expected, and all is decided again.
            var stored = await shifts.Get(shift.Id, ct);
            ShiftStore.Save(commit, stored?.Value.Pair.SequenceEqual(shift.Pair) == true ? stored : null, SwapRules.Taken(shift, from, to), by, "swapped");
        }
        var key = $"swapped/{shift.Id}/{from}/{to}/{time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        if (open is not null)
        {
            var request = open.Value with { State = SwapState.Taken, EndedBy = to };
            SwapStore.Save(commit, open, request, to);
            Show(commit, request, what);
        }
        if (open?.Value.To is not null || open is null)
            RotationTelling.Say(commit, settings.Channels.Psirt, key, $":arrows_counterclockwise: {told}.");
        foreach (var person in new[] { from, to }.Where(person => person != by))
            directory.Tell(commit, person, $"{key}/{person}", $":arrows_counterclockwise: {told}.");
        Homes(commit, from, to);
    }

    private void Show(Commit commit, SwapRequest request, string what)
    {
        var (key, message) = (SwapStore.MessageKey(request.Id), SwapMessage.Render(request, what, directory.Shown));
        if (request.To is { } to)
            directory.Tell(commit, to, key, message);
        else
            RotationTelling.Say(commit, settings.Channels.Psirt, key, message);
    }

    private static void Homes(Commit commit, params string?[] people)
    {
        foreach (var person in people.OfType<string>().Distinct())
            commit.Effect(new PublishHome(person));
    }
}
