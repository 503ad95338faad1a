using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Access;

/// <summary>What is read from Slack, and what happens when Slack refuses, asks to wait, or the store fails.</summary>
public sealed class DirectoryReaderTests
{
    private readonly ISlackApiClient slack = Substitute.For<ISlackApiClient>();
    private readonly Settings settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Access:Psirt"] = "psirt,U2",
        ["Access:Admins"] = "U1",
    }).Build());

    private readonly SlackDirectory directory;
    private readonly DirectoryReader reader;

    public DirectoryReaderTests()
    {
        directory = new(settings);
        reader = new(slack, directory, [], settings, TimeProvider.System);
        slack.Auth.Test(default).ReturnsForAnyArgs(new AuthTestResponse { UserId = "UBOT", TeamId = "T1", Url = "https://x.slack.com/" });
        slack.UserGroups.List(default).ReturnsForAnyArgs([new UserGroup { Id = "S1", Handle = "psirt" }, new UserGroup { Id = "S2", Handle = "everyone" }]);
        slack.UserGroupUsers.List("S1", Arg.Any<CancellationToken>()).Returns(["U3"]);
        slack.Users.Conversations("", default, default).ReturnsForAnyArgs(new Page<Conversation>([], null));
        slack.Users.Conversations("private_channel", null, Arg.Any<CancellationToken>())
            .Returns(new Page<Conversation>([Private("C1", "sec-psirt-team")], "p2"));
        slack.Users.Conversations("private_channel", "p2", Arg.Any<CancellationToken>()).Returns(new Page<Conversation>([Private("C2", "sec-appsec")], null));
    }

    [Fact]
    public async Task What_is_needed_is_read_and_nothing_else()
    {
        var next = await reader.Workspace(default);
        next.Order().ShouldBe(["U1", "U2", "U3"]);
        directory.RoleOf("U1").ShouldBe(Role.Admin);
        directory.RoleOf("U3").ShouldBe(Role.Psirt, "Slack names them in the group: that is enough before they are looked up");
        directory.FindChannel("sec-appsec")!.IsPrivate.ShouldBeTrue();
        await slack.UserGroupUsers.DidNotReceive().List("S2", Arg.Any<CancellationToken>());
        await slack.Users.DidNotReceiveWithAnyArgs().List();
        await slack.Conversations.DidNotReceiveWithAnyArgs().List();
    }

    [Theory]
    [InlineData("missing_scope", "needed: usergroups:read", "The scope usergroups:read is missing")]
    [InlineData("missing_scope", null, "The scope usergroups:read is missing")]
    [InlineData("unknown_method", null, "Slack refuses usergroups.list: unknown_method.")]
    public async Task Without_groups_those_who_are_named_themselves_may_work(string error, string? detail, string said)
    {
        slack.UserGroups.List(default).ThrowsAsyncForAnyArgs(new SlackException("usergroups.list", error, detail is null ? [] : [detail]));
        await reader.Workspace(default);
        directory.RoleOf("U1").ShouldBe(Role.Admin);
        directory.FindChannel("sec-psirt-team").ShouldNotBeNull();
        reader.Refused.ShouldHaveSingleItem().ShouldStartWith(said);

        slack.UserGroups.List(default).ReturnsForAnyArgs([new UserGroup { Id = "S1", Handle = "psirt" }]);
        await reader.Workspace(default);
        reader.Refused.ShouldBeEmpty();
        directory.RoleOf("U3").ShouldBe(Role.Psirt);
    }

    [Fact]
    public async Task Who_is_asked_to_wait_asks_for_that_page_again_and_not_for_all()
    {
        var first = true;
        slack.Users.Conversations("private_channel", "p2", Arg.Any<CancellationToken>()).Returns(_ => first
            ? throw Wait(() => first = false)
            : new Page<Conversation>([Private("C2", "sec-appsec")], null));
        await reader.Workspace(default);
        directory.FindChannel("sec-appsec").ShouldNotBeNull();
        await slack.Users.Received(1).Conversations("private_channel", null, Arg.Any<CancellationToken>());

        static SlackRateLimitException Wait(Action once)
        {
            once();
            return new("users.conversations", TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task Whom_slack_does_not_know_counts_as_one_who_left()
    {
        slack.Users.Info("U1", Arg.Any<CancellationToken>()).ThrowsAsync(new SlackException("users.info", "user_not_found"));
        await reader.Workspace(default);
        await reader.Person("U1", default);
        directory.HasLeft("U1").ShouldBeTrue();
        directory.RoleOf("U1").ShouldBe(Role.None);
        WorkspaceCheck.Find(directory.Snapshot!, settings).ShouldContain(line => line.StartsWith("Access:Admins names “U1”"));
    }

    [Fact]
    public async Task An_event_says_how_it_is_now_and_slack_is_not_asked()
    {
        await reader.Workspace(default);
        slack.ClearReceivedCalls();
        var events = new DirectoryEvents(directory, null!);
        directory.Change(known => known.With(new Member("U3", "cleo", "Cleo", null, false, false)));
        await events.Handle(new UserChanged { User = new() { Id = "U3", Name = "cleo", RealName = "Cleo Jones", IsRestricted = true } }, default);
        await events.Handle(new UserChanged { User = new() { Id = "U9", Name = "someone" } }, default);
        await events.Handle(new UserGroupUpdated { Subteam = new() { Id = "S1", Handle = "psirt", UserCount = 0 } }, default);
        directory.RoleOf("U3").ShouldBe(Role.None, "whom an emptied group named has no role by it any more");
        await events.Handle(new UserGroupUpdated { Subteam = new() { Id = "S1", Handle = "psirt", Users = ["U3", "U4"] } }, default);
        await events.Handle(new GroupRenamed { Channel = new() { Id = "C2", Name = "sec-apps" } }, default);
        await events.Handle(new GroupArchived { Channel = "C1" }, default);
        directory.Find("U3").ShouldBe(new Member("U3", "cleo", "Cleo Jones", null, false, false) { IsGuest = true });
        directory.People.ShouldNotContainKey("U9", "whom the app has nothing to do with it does not remember");
        directory.RoleOf("U4").ShouldBe(Role.Psirt);
        directory.FindChannel("sec-apps")!.Id.ShouldBe("C2");
        directory.FindChannel("C1")!.IsArchived.ShouldBeTrue();
        slack.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_written_when_something_changed_and_only_then()
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        var keeper = new DirectoryKeeper(directory, [], store, Substitute.For<IOutboxHealth>());
        await reader.Workspace(default);
        await keeper.Keep(default);
        await reader.Workspace(default);
        await keeper.Keep(default);
        (await Version()).ShouldBe(1);
        directory.Change(known => known.With(new Member("U3", "cleo", "Cleo", null, false, false)).With(new Member("U2", "bo", "Bo", null, false, false)));
        await keeper.Keep(default);
        (await Version()).ShouldBe(2);

        var again = new SlackDirectory(settings);
        await new DirectoryKeeper(again, [], store, Substitute.For<IOutboxHealth>()).Load(default);
        again.NameOf("U3").ShouldBe("Cleo");
        again.FindChannel("sec-appsec").ShouldNotBeNull();

        async Task<long> Version() => (await store.Get(DirectorySnapshot.Kind, "slack"))!.Version;
    }

    [Fact]
    public async Task Of_what_an_older_version_kept_the_groups_are_taken_and_not_everybody()
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        await store.Commit(new Commit().Put(new DocumentKind<object>("directory"), "slack", new
        {
            at = "2026-11-25T12:00:00+00:00",
            botUserId = "UBOT",
            workspaceUrl = "https://x.slack.com/",
            members = new Dictionary<string, object> { ["U7"] = new { id = "U7", name = "x", shownName = "X", isBot = false, deleted = false } },
            channels = new Dictionary<string, object> { ["C1"] = Channel("C1", true), ["C9"] = Channel("C9", false) },
            groups = new[] { new { id = "S1", handle = "psirt", users = new[] { "U3" } } },
            scopes = new[] { "chat:write" },
        }, 0));
        await new DirectoryKeeper(directory, [], store, Substitute.For<IOutboxHealth>()).Load(default);
        directory.RoleOf("U3").ShouldBe(Role.Psirt);
        directory.People.ShouldBeEmpty();
        directory.Snapshot!.Channels.Keys.ShouldBe(["C1"]);

        static object Channel(string id, bool isMember) => new { id, name = id, isMember, isArchived = false, isExtShared = false, isPrivate = true };
    }

    [Fact]
    public async Task No_fault_ends_it()
    {
        slack.Users.Info("", default).ReturnsForAnyArgs(call => new User { Id = call.Arg<string>(), Name = call.Arg<string>() });
        slack.Auth.Test(default).ReturnsForAnyArgs(
            _ => throw new InvalidOperationException("a doubled id"), _ => new AuthTestResponse { UserId = "UBOT", TeamId = "T1" });
        var store = Substitute.For<IStore>();
        store.Get(DirectorySnapshot.Kind, "slack", Arg.Any<CancellationToken>())
            .Returns(new ValueTask<Doc<DirectorySnapshot>?>(Task.FromException<Doc<DirectorySnapshot>?>(new StoreException("away"))));
        var time = new FakeTimeProvider();
        var check = new WorkspaceCheck(settings, directory, reader, NullLogger<WorkspaceCheck>.Instance);
        var outbox = Substitute.For<IOutboxHealth>();
        var keeper = new DirectoryKeeper(directory, [], store, outbox);
        using var refresh = new DirectoryRefresh(reader, keeper, directory, check, time, NullLogger<DirectoryRefresh>.Instance);
        await refresh.StartAsync(default);
        await OutboxHarness.Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return directory.People.Count == 3;
        });
        refresh.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await outbox.Received().RetryNewlyFailed(Arg.Any<CancellationToken>());
        await refresh.StopAsync(default);
    }

    [Fact]
    public async Task A_channel_that_was_looked_at_just_now_is_looked_at_again_until_everyone_in_it_is_known()
    {
        var needs = new SomebodyNeeds();
        var fresh = new FreshChannels(new DirectoryReader(slack, directory, [needs], settings, TimeProvider.System), directory, new FakeTimeProvider());
        slack.Conversations.Info("C1", Arg.Any<CancellationToken>()).Returns(Private("C1", "sec-psirt-team"));
        slack.Conversations.Members("", default, default).ReturnsForAnyArgs(new Page<string>(["U7"], null), new Page<string>(["U7", "U8"], null));
        slack.Users.Info("", default).ReturnsForAnyArgs(call => new User { Id = call.Arg<string>(), Name = call.Arg<string>(), IsRestricted = true });
        await fresh.Look("C1", default);
        directory.People.ShouldBeEmpty("it does not count who is there");
        needs.Channels = ["sec-psirt-team"];
        await fresh.Look("C1", default);
        directory.People["U7"].IsGuest.ShouldBeTrue("since just now it does");
        directory.Change(known => known.WithPresent("C1", ["U7", "U8"])); // as an event reports it
        await fresh.Look("C1", default);
        directory.People.ShouldContainKey("U8");
        await fresh.Look("C1", default);
        await slack.Conversations.Received(3).Info("C1", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_channel_to_which_something_could_not_be_told_is_asked_of_again_soon()
    {
        slack.Users.Info("", default).ReturnsForAnyArgs(call => new User { Id = call.Arg<string>(), Name = call.Arg<string>() });
        slack.Conversations.Info("C2", Arg.Any<CancellationToken>()).Returns(Private("C2", "sec-appsec") with { IsPrivate = false });
        var (outbox, time, store) = (Substitute.For<IOutboxHealth>(), new FakeTimeProvider(), Substitute.For<IStore>());
        outbox.GivenUp(default).ReturnsForAnyArgs(["sec-appsec", "U3", "no-such-channel"]);
        var keeper = new DirectoryKeeper(directory, [], store, outbox);
        var check = new WorkspaceCheck(settings, directory, reader, NullLogger<WorkspaceCheck>.Instance);
        using var refresh = new DirectoryRefresh(reader, keeper, directory, check, time, NullLogger<DirectoryRefresh>.Instance);
        await refresh.StartAsync(default);
        await OutboxHarness.Until(() => directory.FindChannel("sec-appsec") is not null);
        await Passes(minutes: 2, until: () => !directory.FindChannel("sec-appsec")!.IsPrivate);
        slack.Conversations.Info("C2", Arg.Any<CancellationToken>()).Returns(Private("C2", "sec-appsec"));
        await Passes(minutes: 2, until: () => directory.FindChannel("sec-appsec")!.IsPrivate);
        await slack.Auth.Received(1).Test(Arg.Any<CancellationToken>());
        await refresh.StopAsync(default);

        // At most this many minutes, or everything would be read again.
        Task Passes(int minutes, Func<bool> until)
        {
            var left = 60 * minutes;
            return OutboxHarness.Until(() =>
            {
                if (left-- > 0)
                    time.Advance(TimeSpan.FromSeconds(1));
                return until();
            });
        }
    }

    private sealed class SomebodyNeeds : INeedsToKnow
    {
        public string[] Channels { get; set; } = [];

        public ValueTask<Needs> Read(CancellationToken ct) => new(new Needs([], Channels));
    }

    private static Conversation Private(string id, string name) => new() { Id = id, Name = name, IsPrivate = true, IsMember = true };
}
