using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>The manifest matches the code: the same commands, shortcuts and events, and exactly the scopes needed.</summary>
public sealed class ManifestTests : IAsyncLifetime
{
    private static readonly JsonNode Manifest = JsonNode.Parse(Repository.Read("manifest/slack-app.json"))!;
    private static readonly Assembly App = typeof(Program).Assembly;
    private SlackInventory registered = null!;
    private IReadOnlyList<CommandUsage> usages = [];

    public async Task InitializeAsync()
    {
        // Composed but never started: nothing is opened.
        await using var app = await Program.Build(["--Slack:BotToken=xoxb-none", "--Slack:SigningSecret=none"]);
        registered = app.Services.SlackInventory();
        usages = [.. app.Services.GetServices<ISubcommand>().Select(subcommand => subcommand.Usage)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_command_is_in_the_manifest_and_no_other() =>
        Manifest["features"]!["slash_commands"]!.AsArray().Select(c => (string)c!["command"]!).Order(StringComparer.Ordinal).ShouldBe(registered.Commands);

    [Fact]
    public void Every_subcommand_is_in_the_hint_of_its_command_and_no_other()
    {
        foreach (var command in Manifest["features"]!["slash_commands"]!.AsArray())
        {
            var name = (string)command!["command"]!;
            var hinted = ((string)command["usage_hint"]!).Split(" | ", StringSplitOptions.TrimEntries)
                .Select(part => string.Join(' ', part.Split(' ').TakeWhile(word => word[0] is not ('[' or '<' or '@')))).Where(word => word is not ("" or "help"))
                .Select(word => word.TrimEnd('?'));
            hinted.Order(StringComparer.Ordinal).ShouldBe(
                usages.Where(usage => usage.Command == name && usage.Word.Length > 0).Select(usage => usage.Word).Order(StringComparer.Ordinal), name);
        }
    }

    [Fact]
    public void Every_shortcut_is_in_the_manifest_and_no_other()
    {
        Shortcuts("message").ShouldBe(registered.MessageShortcuts);
        Shortcuts("global").ShouldBe(registered.GlobalShortcuts);

        static IEnumerable<string> Shortcuts(string type) => Manifest["features"]!["shortcuts"]!.AsArray()
            .Where(s => (string)s!["type"]! == type).Select(s => (string)s!["callback_id"]!).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_event_is_in_the_manifest_and_no_other() => Events().Order(StringComparer.Ordinal).ShouldBe(registered.Events);

    [Fact]
    public void The_scopes_are_exactly_those_that_the_called_methods_commands_and_events_need()
    {
        var needed = SlackScopes.Of(CalledMethods())
            .Append(SlackScopes.Commands)
            .Concat(Events().SelectMany(e => SlackScopes.ByEvent[e]))
            .Distinct().Order(StringComparer.Ordinal);
        Manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(s => (string)s!).ShouldBe(needed);
    }

    [Fact]
    public void The_called_methods_are_found() =>
        new[] { "auth.test", "chat.postMessage", "chat.update", "conversations.history", "views.open", "views.publish", "users.info", "users.conversations",
            "usergroups.list", "conversations.members" }
            .ShouldBeSubsetOf(CalledMethods());

    [Fact]
    public void Every_action_and_form_that_the_code_names_is_registered_and_no_other()
    {
        Constants("ActionId").ShouldBe(registered.Actions);
        Constants("CallbackId").ShouldBe(registered.Submissions.Concat(registered.MessageShortcuts).Distinct().Order(StringComparer.Ordinal));
        Constants("MenuId").ShouldBe(registered.Options);

        static IEnumerable<string> Constants(string name) => App.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(f => f.IsLiteral && f.Name.EndsWith(name, StringComparison.Ordinal)).Select(f =>
                (string)f.GetRawConstantValue()!).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Slack_takes_the_manifest()
    {
        var about = Manifest["display_information"]!;
        ((string)about["name"]!).Length.ShouldBeLessThanOrEqualTo(35);
        ((string)about["description"]!).Length.ShouldBeLessThanOrEqualTo(140);
        foreach (var command in Manifest["features"]!["slash_commands"]!.AsArray())
        {
            ((string)command!["command"]!).ShouldMatch("^/[a-z-]{1,31}$");
            ((string)command["description"]!).Length.ShouldBeLessThanOrEqualTo(2000);
            ((string)command["usage_hint"]!).Length.ShouldBeLessThanOrEqualTo(1000);
            ((bool)command["should_escape"]!).ShouldBeTrue("people come as <@U123|name>");
        }
        foreach (var shortcut in Manifest["features"]!["shortcuts"]!.AsArray())
        {
            ((string)shortcut!["name"]!).Length.ShouldBeLessThanOrEqualTo(24);
            ((string)shortcut["description"]!).Length.ShouldBeLessThanOrEqualTo(150);
        }
    }

    private static IEnumerable<string> Events() => Manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray().Select(e => (string)e!);

    /// <summary>The Web API methods called by the app and by the Slack layer's request handling.</summary>
    private static IReadOnlyList<string> CalledMethods()
    {
        var client = typeof(ISlackApiClient);
        var unwished = UnwishedEffects();
        return
        [
            .. from type in App.GetTypes().Concat(client.Assembly.GetTypes())
               from call in Il.Uses(type).OfType<MethodInfo>()
               where call.DeclaringType is { IsInterface: true } api && api.Assembly == client.Assembly && api.Name.EndsWith("Api", StringComparison.Ordinal)
               where !call.IsSpecialName
               let name = Name(call)
               // Socket Mode's own call uses the app-level token.
               where name != "apps.connections.open" && !unwished.Contains(name)
               orderby name
               group name by name into names
               select names.Key,
        ];
    }

    /// <summary>Methods the outbox calls only for effects that no feature uses yet.</summary>
    private static IReadOnlyList<string> UnwishedEffects()
    {
        var wished =
            App.GetTypes().Where(t => t.Namespace != typeof(IStore).Namespace).SelectMany(Il.Uses).OfType<ConstructorInfo>().Select(c => c.DeclaringType)
                .ToHashSet();
        return [.. new[] { (typeof(Pin), "pins.add"), (typeof(AddBookmark), "bookmarks.add"), (typeof(GiveFile), "files.completeUploadExternal"),
            (typeof(SetUserGroup), "usergroups.users.update"), (typeof(SetTopic), "conversations.setTopic") }.Where(e =>
            !wished.Contains(e.Item1)).Select(e => e.Item2)];
    }

    private static string Name(MethodInfo call)
    {
        var family = call.DeclaringType!.Name[1..^3] switch
        {
            "UserGroupUsers" => "usergroups.users",
            "AppsConnections" => "apps.connections",
            var name => name.ToLowerInvariant(),
        };
        return (family, call.Name) switch
        {
            // Uploading a file takes several calls under one scope.
            ("files", nameof(IFilesApi.Upload)) => "files.completeUploadExternal",
            ("files", nameof(IFilesApi.Download)) => "url_private",
            _ => $"{family}.{char.ToLowerInvariant(call.Name[0])}{call.Name[1..]}",
        };
    }
}
