using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/calendar/{secret}.ics</c> on the public port. Without a valid secret it answers not found, like any unknown address.</summary>
internal static class FeedEndpoint
{
    private const string Ending = ".ics";

    public static void MapCalendarFeeds(this WebApplication app) => app.MapMethods("/calendar/{file}", [HttpMethods.Get, HttpMethods.Head], Answer);

    /// <summary>The address of a feed.</summary>
    public static Uri AddressOf(Feed feed, Uri publicBase) => new(publicBase, $"calendar/{feed.Secret}{Ending}");

    private static async Task<IResult> Answer(
        string file, HttpContext http, FeedStore feeds, RotationReader rotation, SlackDirectory directory, TimeProvider time, CancellationToken ct)
    {
        if (!file.EndsWith(Ending, StringComparison.Ordinal) || await feeds.Find(file[..^Ending.Length], ct) is not { } feed)
            return Results.NotFound();
        if (directory.Snapshot is null)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        // Whoever may no longer see the rotation does not see it here either.
        if (directory.RoleOf(feed.Owner) < Role.Viewer)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var person = feed.Scope == FeedScope.Mine ? feed.Owner : null;
        return Results.Text(CalendarFeed.Write(await rotation.Read(ct), person, directory.NameOf, time.Now()), "text/calendar; charset=utf-8");
    }
}

/// <summary>Revokes the addresses of people who left, for good: if they return, they ask for new ones.</summary>
internal sealed class FeedLeavers(FeedStore feeds, SlackDirectory directory, Store.IStore store) : IFollowsLeavers
{
    public async Task Follow(CancellationToken ct)
    {
        foreach (var feed in await feeds.All(ct))
        {
            // On a conflict it was just revoked.
            if (directory.HasLeft(feed.Value.Owner))
                await store.Commit(FeedStore.Revoke(new(), feed, "slack"), ct);
        }
    }
}
