using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NSubstitute;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>The guard's verdict for every place, person, classification, release and text, against an independent statement of the rules.</summary>
public sealed partial class GuardTests
{
    private static readonly Settings Settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Embargo:AllowPublic"] = "open-but-named,f_upcoming_release",
        ["Channels:AppSec"] = "appsec-archived",
    }).Build());

    /// <param name="To">The place as a feature names it.</param>
    /// <param name="Reads">Whether its readers may learn of R1 before it is published; null: nothing is ever sent there.</param>
    private sealed record Place(string To, bool? Reads, bool ReadsWhileUnknown = false);

    private static readonly Channel[] Channels =
    [
        new("C1", "sec-psirt-team", true, false, false, true),
        new("C2", "appsec-archived", false, true, false, true),
        new("C3", "comms-team-security", true, false, false, false), // public, on the list
        new("C4", "f_upcoming_release", true, false, false, false), // public, on the list, and named by the operator
        new("C5", "added-private", true, false, false, true),
        new("C6", "added-shared", true, false, true, true),
        new("C7", "someones-private", true, false, false, true),
        new("C8", "thanks", true, false, false, false),
        new("C9", "open-but-named", true, false, false, false),
        new("C10", "partners", true, false, true, false),
        new("C11", "legal", true, false, false, true), // an audience of the matrix
    ];

    private static readonly Place[] Places =
    [
        new("sec-psirt-team", true), new("#sec-psirt-team", true), new("C1", true), new("appsec-archived", true), new("comms-team-security", false),
        new("f_upcoming_release", true), new("C4", true), new("C5", true), new("added-private", true), new("C6", null), new("someones-private", false),
        new("thanks", false),
        new("C8", false), new("open-but-named", false), new("partners", null), new("C10", null), new("legal", true), new("C99", false),
        new("no-such-channel", false),
        new("D1", false), new("G1", false), new("gone-but-added", false, ReadsWhileUnknown: true),
        new("UVIEWER", true), new("UCOMMS", true), new("UPSIRT", true), new("UADMIN", true), new("USTRANGER", false), new("ULEFT", false), new("UBOT", false),
        new("UNOBODY", false),
    ];

    private static readonly Release Preparing = SampleReleases.R1
        with
    { Versions = ["18.6.1"], Fixes = [new("gitlab-org/gitlab#4711", null, "CVE-2026-1234", default) { Title = "Stored XSS in notes" }] };

    private static readonly (string Name, Release Release)[] Releases =
    [
        ("preparing", Preparing),
        ("merged", Preparing with { MergedAt = SampleReleases.Created }),
        ("delayed", Preparing with { Moves = [new(new(2026, 11, 25), new(2026, 12, 9), null, "UPSIRT", default)], DueDate = new(2026, 12, 9) }),
        ("published", Preparing with { PublishedAt = SampleReleases.Created, State = ReleaseState.Published }),
        ("closed", Preparing with { PublishedAt = SampleReleases.Created, State = ReleaseState.Closed }),
        ("cancelled", Preparing with { State = ReleaseState.Cancelled }),
        ("undone", Preparing with { Changed = new("UPSIRT", default) }), // its publication was undone
    ];

    private static readonly string[] Carrying = ["18.6.1", "CVE-2026-1234", "https://x.test/gitlab-org/gitlab/-/issues/4711", "stored xss in notes",
        "operation nightfall"];

    private static readonly string[] Harmless = ["All CVEs are requested", "18.6.10 and CVE-2026-12345", "R1", "CVE-2024-9999"];

    public static TheoryData<string> States { get; } = [.. Releases.Select(release => release.Name)];

    [Theory, MemberData(nameof(States))]
    public async Task It_lets_through_what_the_rules_let_through_and_nothing_else(string which)
    {
        var release = Releases.Single(one => one.Name == which).Release;
        using var world = await World.With(release);
        var secret = release.PublishedAt is null;
        foreach (var place in Places)
        {
            foreach (var about in new[] { Classification.Internal, Classification.Embargoed("R1"), Classification.Public("R1"), Classification.Embargoed("R0"),
                Classification.Public("R0") })
            {
                foreach (var text in Carrying.Concat(Harmless))
                {
                    foreach (var isLast in new[] { false, true })
                    {
                        foreach (var lifted in new[] { about, about with { LiftedBy = "UADMIN" } })
                        {
                            var may = isLast ? place.Reads : place.Reads is null ? null : place.Reads.Value || place.ReadsWhileUnknown;
                            // R0 was published long ago: messages about it are judged by their words.
                            var expected = may is null ? false
                                : !secret || (lifted.LiftedBy is not null && about.Release == "R1") ? true
                                // A lift covers one release: a lift for R0, or for none, lets nothing about R1 through.
                                : about.Release == "R1" && about.Level == Confidentiality.Public ? false
                                : may.Value || (Harmless.Contains(text) && about.Release != "R1");
                            var refusal = await world.Guard.Refuse([new(place.To, lifted, Message(text)) { IsLast = isLast }], default);
                            (refusal is null).ShouldBe(expected, $"{place.To}, {lifted}, “{text}”, last: {isLast}: {refusal}");
                            Check(refusal);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_release_that_is_not_there_yet_goes_to_those_who_prepare_it()
    {
        using var world = await World.With(Preparing);
        foreach (var place in Places)
        {
            var everywhere = place with { Reads = place.Reads is true && !place.To.Contains("added") && place.To is not ("C5" or "legal") };
            (await world.Guard.Refuse([new(place.To, Classification.Embargoed("R77"), Message("hello")) { IsLast = true }], default) is null).ShouldBe(
                everywhere.Reads.Value, place.To);
            (await world.Guard.Refuse([new(place.To, Classification.Public("R77"), Message("hello")) { IsLast = true }], default)).ShouldNotBeNull(place.To);
        }
    }

    [Fact]
    public async Task A_lift_lets_through_what_is_of_its_own_release_and_no_other()
    {
        using var world = await World.With(
            Preparing, other: SampleReleases.Next("R2", "18.7.2") with { Fixes = [new("gitlab-org/gitlab#54321", null, "CVE-2026-7777", default)] });
        var lift = Classification.Embargoed("R1") with { LiftedBy = "UADMIN" };
        foreach (var to in new[] { "thanks", "USTRANGER", "C8" })
        {
            (await world.Guard.Refuse([new(to, lift, Message("18.6.1 mends CVE-2026-1234")) { IsLast = true }], default)).ShouldBeNull(to);
            foreach (var fact in new[] { "18.7.2", "CVE-2026-7777", "gitlab-org/gitlab#54321" })
                (await world.Guard.Refuse([new(to, lift, Message($"18.6.1, then {fact}")) { IsLast = true }], default)).ShouldNotBeNull(fact)
                    .ShouldContain("of R2, not published");
            (await world.Guard.Refuse(
                [new(to, lift with { LiftedToo = "R2" }, Message("18.6.1, then 18.7.2")) { IsLast = true }], default)).ShouldBeNull("lifted for both");
            (await world.Guard.Refuse(
                [new(to, lift with { LiftedBy = null, LiftedToo = "R2" }, Message("18.7.2")) { IsLast = true }], default)).ShouldNotBeNull("nobody lifted it");
            (await world.Guard.Refuse(
                [new(to, lift with { Level = Confidentiality.Internal, Release = null }, Message("18.6.1")) { IsLast = true }], default)).ShouldNotBeNull(to);
        }
        (await world.Guard.Refuse([new("sec-psirt-team", lift, Message("18.6.1, then 18.7.2")) { IsLast = true }], default)).ShouldBeNull(
            "where all of it may be read");
    }

    [Theory]
    [InlineData("R9-CVE-2026-1234.md", "nothing", "nothing")]
    [InlineData("R9-post.md", "the fix of **Stored XSS in notes**", "nothing")]
    [InlineData("R9-post.md", "nothing", "out with 18.6.1")]
    public async Task A_file_is_held_back_by_its_name_by_what_is_in_it_and_by_what_is_said_with_it(string name, string content, string comment)
    {
        using var world = await World.With(Preparing);
        (await Refuse("thanks")).ShouldNotBeNull();
        (await Refuse("sec-psirt-team")).ShouldBeNull();

        ValueTask<string?> Refuse(string to) =>
            world.Guard.Refuse(
                [new(to, Classification.Internal, JsonSerializer.Serialize(new GiveFile(name, to, content, comment, Classification.Internal)))], default);
    }

    [Fact]
    public async Task One_of_many_is_enough()
    {
        using var world = await World.With(Preparing);
        Outgoing fine = new("sec-psirt-team", Classification.Embargoed("R1"), Message("18.6.1"));
        (await world.Guard.Refuse([fine, fine with { About = Classification.Internal }], default)).ShouldBeNull();
        (await world.Guard.Refuse([fine, fine with { Reader = "thanks" }, fine], default)).ShouldBe(
            "This is about R1, not published yet: #thanks is not on R1's allow-list. Leave it out, or ask an admin for /comms lift.");
        (await world.Guard.Refuse([fine, fine with { Reader = "USTRANGER", About = Classification.Internal }], default))!.ShouldStartWith(
            "This carries a version of R1, not published yet: Sam Stranger has no role here.");
        (await world.Guard.Refuse([fine with { Reader = "comms-team-security" }], default))!.ShouldContain(
            "#comms-team-security is public, and not in Embargo:AllowPublic");
    }

    [Fact]
    public async Task Before_anyone_is_known_only_what_is_on_the_list_is_saved_and_judged_when_it_is_sent()
    {
        using var world = await World.With(Preparing, known: false);
        foreach (var (to, may) in new[] { ("sec-psirt-team", true), ("thanks", false), ("C8", false), ("USTRANGER", true) })
            (await world.Guard.Refuse([new(to, Classification.Embargoed("R1"), Message("hello"))], default) is null).ShouldBe(may, to);
    }

    /// <summary>Every gallery message and view that shows a fact, and all of them with a fact put into each of their texts.</summary>
    [Fact]
    public async Task Every_message_that_the_app_renders_is_held_back_when_it_carries_a_fact()
    {
        using var world = await World.With(Preparing with { Versions = ["18.6.1", "18.5.3"] });
        var shown = Galleries.All().ToList();
        shown.Count.ShouldBeGreaterThan(30);
        // The same words at the same place of another message say nothing new.
        var judged = new HashSet<(string Place, string Words)>();
        foreach (var (name, json) in shown)
        {
            var texts = Galleries.Texts(json).Select(text => (text.Node, text.Key, Before: (string)text.Node[text.Key]!)).ToList();
            if (texts.Any(text => text.Before.Contains("18.6.1") || text.Before.Contains("18.5.3")))
                await Judge(json, name, carries: true);
            // One text at a time with the others empty, so that only this one can be found.
            foreach (var (node, key, _) in texts)
                node[key] = "";
            foreach (var (node, key, before) in texts)
            {
                if (!judged.Add((Index().Replace(node.GetPath(), "[]") + key, before)))
                    continue;
                node[key] = before + " CVE-2026-1234";
                await Judge(json, $"{name}: {key} “{before}”", carries: true);
                node[key] = "";
            }
        }

        async Task Judge(JsonObject json, string which, bool carries)
        {
            var body = json.ToJsonString();
            foreach (var (to, isRefused) in new[] { ("thanks", carries), ("USTRANGER", carries), ("sec-psirt-team", false) })
                (await world.Guard.Refuse([new(to, Classification.Internal, body) { IsLast = true }], default) is not null).ShouldBe(isRefused, which);
        }
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.None, 10_000)]
    private static partial Regex Index();

    private static string Message(string text) =>
        JsonSerializer.Serialize(new { text, blocks = new[] { new { type = "section", text = new { type = "mrkdwn", text = $"Look: *{text}*" } } } });

    private static void Check(string? refusal)
    {
        if (refusal is not null)
            Carrying.ShouldAllBe(fact => !refusal.Contains(fact, StringComparison.OrdinalIgnoreCase), refusal);
    }

    /// <summary>The guard with a store and a fake workspace.</summary>
    private sealed class World(TestDatabase database, EmbargoGuard guard) : IDisposable
    {
        public EmbargoGuard Guard => guard;

        public static async Task<World> With(Release release, bool known = true, Release? other = null)
        {
            var database = new TestDatabase("Sqlite");
            var store = database.Open();
            var directory = new SlackDirectory(Settings);
            var releases = new ReleaseStore(store, directory, Settings, [], [], TimeProvider.System);
            var matrix = CommsSample.Matrix;
            var notes = new EmbargoNotes
            {
                Marked = [new("Operation Nightfall", "UPSIRT", default)],
                Channels = [new("C5", "UPSIRT", default), new("C6", "UPSIRT", default), new("gone-but-added", "UPSIRT", default)],
            };
            var commit = new Commit();
            await releases.Save(commit, null, release, "UPSIRT", "started", default);
            await releases.Save(
                commit, null,
                SampleReleases.Next("R0", "17.1.1")
                    with
                { PublishedAt = SampleReleases.Created, Fixes = [new("gitlab-org/gitlab#9", null, "CVE-2024-9999", default)] }, "UPSIRT", "started",
                    default);
            if (other is not null)
                await releases.Save(commit, null, other, "UPSIRT", "started", default);
            EmbargoStore.Save(commit, null, notes, release.Id, "UPSIRT");
            (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
            if (known)
                directory.Change(_ => Snapshot());
            var embargoes = new EmbargoStore(store, releases, [], matrix, CommsSample.Definitions, Settings);
            var hearers = new Hearers(embargoes, directory, new(directory, Settings), matrix, Settings, store);
            return new(database, new(
                embargoes, directory, new(new(Slack(), directory, [hearers], Settings, TimeProvider.System), directory, TimeProvider.System), hearers,
                Settings));
        }

        public void Dispose() => database.Dispose();

        /// <summary>Slack with the channels above.</summary>
        private static ISlackApiClient Slack()
        {
            var slack = Substitute.For<ISlackApiClient>();
            slack.Conversations.Info("", default).ReturnsForAnyArgs(call => Channels.FirstOrDefault(channel => channel.Id == call.Arg<string>()) is { } known
                ? new Conversation
                {
                    Id = known.Id, Name = known.Name, IsMember = known.IsMember, IsArchived = known.IsArchived,
                    IsExtShared = known.IsExtShared, IsPrivate = known.IsPrivate
                }
                : throw new SlackException("conversations.info", "channel_not_found"));
            slack.Conversations.Members("", default, default).ReturnsForAnyArgs(new Page<string>([], null));
            return slack;
        }

        private static DirectorySnapshot Snapshot()
        {
            Member[] members =
            [
                new("UVIEWER", "nora", "Nora", null, false, false), new("UCOMMS", "chloe", "Chloe", null, false, false),
                new("UPSIRT", "anna", "Anna", null, false, false),
                new("UADMIN", "grace", "Grace", null, false, false), new("USTRANGER", "sam", "Sam Stranger", null, false, false),
                new("ULEFT", "liam", "Liam", null, false, true), new("UBOT", "bot", "Bot", null, true, false),
            ];
            return new(
                "UBOT", "", members.ToDictionary(m => m.Id), Channels.ToDictionary(c => c.Id),
                [
                    new("S1", "psirt", ["UPSIRT", "ULEFT", "UBOT"]), new("S2", "release-managers", ["UVIEWER"]), new("S3", "communications", ["UCOMMS"]),
                    new("S4", "psirt-admins", ["UADMIN"]),
                ],
                []);
        }
    }
}
