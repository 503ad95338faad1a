using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// Looks for embargoed facts in everything a test day left in Slack, with a matcher that is independent of the guard. Runs at the end of
/// every test day.
/// </summary>
internal static class Leaks
{
    /// <summary>Describes each message that somebody can read who must not.</summary>
    public static async Task<IReadOnlyList<string>> Find(TestDay day)
    {
        // Rehearsals use invented facts.
        var releases = (await day.Services.GetRequiredService<ReleaseStore>().All(default)).Select(d => d.Value).Where(release => !release.Rehearsal).ToList();
        var notes = new Dictionary<string, EmbargoNotes>();
        foreach (var release in releases)
            notes[release.Id] = (await day.Services.GetRequiredService<EmbargoStore>().Notes(release.Id, default))?.Value ?? EmbargoNotes.None;
        var told = releases.Where(release => release.PublishedAt is not null).SelectMany(release => Facts(release, notes[release.Id])).ToHashSet();
        var facts = releases.Where(release => release.PublishedAt is null).SelectMany(release => Facts(release, notes[release.Id])).Except(told).ToList();
        if (facts.Count == 0)
            return [];

        var leaks = new List<string>();
        var state = await day.Control.Get("/control/state");
        var bot = (string)state["app"]!["bot_user_id"]!;
        foreach (var channel in state["channels"]!.AsArray().OfType<JsonObject>())
        {
            if (MayRead(day, channel, bot, [.. notes.Values.SelectMany(one => one.Channels).Select(added => added.Id)]))
                continue;
            var messages = (await day.Control.Get($"/control/channels/{channel["id"]}/messages"))["messages"]!.AsArray().OfType<JsonObject>();
            foreach (var message in messages.Where(m => (string?)m["user"] == bot && !IsLifted(m)))
            {
                leaks.AddRange(
                    facts.Where(fact => IsIn(fact, message)).Select(fact => $"“{fact}” stands in {channel["name"] ?? channel["id"]}: {message["text"]}"));
                foreach (var file in message["files"]?.AsArray().OfType<JsonObject>() ?? [])
                {
                    var whole = $"{file["name"]} {file["title"]} {file["alt_txt"]} {await day.Control.File((string)file["id"]!)}".ToLowerInvariant();
                    leaks.AddRange(
                        facts.Where(fact => IsInText(fact, whole))
                            .Select(fact => $"“{fact}” stands in a file in {channel["name"] ?? channel["id"]}: {file["name"]}"));
                }
            }
        }
        var inHomes = await InHomes(day, facts);
        if (inHomes.Count > 0)
        {
            // Someone may have just lost their role: give their home time to be redrawn.
            await day.Settles();
            inHomes = await InHomes(day, facts);
        }
        return [.. leaks, .. inHomes];
    }

    /// <summary>Leaks in what each App Home shows now, except for people who left, since nobody sees theirs.</summary>
    private static async Task<IReadOnlyList<string>> InHomes(TestDay day, IReadOnlyList<string> facts) =>
    [
        .. from call in await day.Journal("views.publish")
           let publish = JsonNode.Parse((string)call["request"]!)!.AsObject()
           group publish["view"]!.AsObject() by (string)publish["user_id"]! into homes
           where !IsOfUs(day, homes.Key) && !day.Directory.HasLeft(homes.Key)
           from fact in facts
           where IsIn(fact, homes.Last())
           select $"“{fact}” stands in the home of {homes.Key}",
    ];

    private static IEnumerable<string> Facts(Release release, EmbargoNotes notes) =>
        release.Versions
            .Concat(release.Fixes.SelectMany(fix => new[] { fix.Id, fix.Cve, fix.Title }))
            .Concat(notes.Marked.Select(marked => marked.Text))
            .OfType<string>()
            .Where(fact => fact.Count(char.IsLetterOrDigit) >= 4)
            .Select(fact => fact.ToLowerInvariant());

    private static bool MayRead(TestDay day, JsonObject channel, string bot, IReadOnlyCollection<string> added)
    {
        if ((bool)channel["is_im"]!)
            return channel["members"]!.AsArray().Select(m => (string)m!).Where(member => member != bot).All(member => IsOfUs(day, member));
        var settings = day.Services.GetRequiredService<Settings>();
        var matrix = day.Services.GetRequiredService<CommsMatrix>();
        string?[] named =
        [
            settings.Channels.Psirt, settings.Channels.AppSec, settings.Channels.CommsSecurity, settings.Channels.UpcomingRelease,
            .. matrix.Messages.Where(message => message.Embargoed).Select(message => matrix.Find(message.To)?.Channel), .. added,
        ];
        string[] names = [(string?)channel["name"] ?? "", (string)channel["id"]!];
        return names.Any(named.Contains) && !(bool)channel["is_ext_shared"]!
            && ((bool)channel["is_private"]! || names.Any(settings.Embargo.AllowPublic.Contains));
    }

    private static bool IsOfUs(TestDay day, string user) => day.Directory.RoleOf(user) >= Role.Viewer;

    private static bool IsLifted(JsonObject message) =>
        ((string?)message["metadata"]?["event_payload"]?["key"])?.StartsWith("lift/", StringComparison.Ordinal) ?? false;

    private static bool IsIn(string fact, JsonObject shown) =>
        IsInText(fact, WebUtility.HtmlDecode($"{Words.Of(shown["blocks"])} {shown["text"]}").ToLowerInvariant());

    private static bool IsInText(string fact, string text) =>
        Regex.IsMatch(text, $@"(?<!\d){Regex.Escape(fact)}(?!\d)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
