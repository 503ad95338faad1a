using System.Reflection;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Which folders may depend on which. Dependencies between features are few and one way.</summary>
public sealed class ArrowTests
{
    private const string Root = "SecurityReleaseChatOps";
    private static readonly Assembly App = typeof(Program).Assembly;

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        // Folders below the features depend on no feature.
        ["Store"] = [],
        ["Text"] = [],
        ["Yaml"] = ["Text"],
        ["Templates"] = ["Yaml"],
        ["Hosting"] = ["Store", "Templates", "Yaml"],
        ["Schedule"] = ["Hosting"],
        ["Access"] = ["Hosting", "Store"],
        ["Commands"] = ["Access", "Hosting", "Store", "Text"],
        ["Forms"] = ["Access", "Store", "Text"],
        // Features: leaves depend on Releases, Releases on no leaf.
        ["Evidence"] = ["Access", "Forms", "Releases", "Store", "Yaml"],
        ["Pictures"] = ["Text"],
        ["Rotation"] = ["Access", "Commands", "Forms", "Hosting", "Pictures", "Schedule", "Store", "Text", "Yaml"],
        ["Releases"] = ["Access", "Commands", "Forms", "Hosting", "Rotation", "Schedule", "Store", "Text", "Yaml"],
        ["Handovers"] = ["Access", "Commands", "Forms", "Hosting", "Releases", "Rotation", "Schedule", "Store", "Text"],
        ["Checklists"] = ["Access", "Commands", "Evidence", "Forms", "Handovers", "Hosting", "Releases", "Rotation", "Schedule", "Store", "Text", "Yaml"],
        ["Cves"] = ["Access", "Checklists", "Commands", "Evidence", "Forms", "Hosting", "Releases", "Store", "Text", "Yaml"],
        ["Comms"] = ["Access", "Checklists", "Commands", "Evidence", "Forms", "Hosting", "Releases", "Rotation", "Schedule", "Store", "Templates", "Text",
            "Yaml"],
        ["BlogPosts"] = ["Access", "Checklists", "Commands", "Cves", "Evidence", "Forms", "Hosting", "Releases", "Store", "Templates", "Text", "Yaml"],
        ["Embargo"] = ["Access", "Checklists", "Commands", "Comms", "Cves", "Forms", "Hosting", "Releases", "Store", "Text"],
        ["Thanks"] = ["Access", "Checklists", "Commands", "Comms", "Cves", "Evidence", "Forms", "Handovers", "Hosting", "Releases", "Store", "Templates",
            "Text"],
        ["CloseOut"] = ["Access", "Checklists", "Commands", "Cves", "Evidence", "Forms", "Hosting", "Releases", "Rotation", "Schedule", "Store", "Templates",
            "Text"],
        ["Retrospectives"] =
            ["Access", "BlogPosts", "Checklists", "Commands", "Comms", "Cves", "Handovers", "Pictures", "Releases", "Store", "Templates", "Text"],
        ["Log"] = ["Access", "Commands", "Comms", "Releases", "Store", "Text"],
        ["Briefs"] = ["Checklists", "Log", "Releases", "Rotation", "Schedule", "Store"],
        ["Home"] = ["Access", "Checklists", "Commands", "Comms", "Embargo", "Handovers", "Hosting", "Releases", "Rotation", "Store", "Text"],
        // Inspects everything the others have.
        ["Operation"] = ["Access", "Checklists", "Commands", "Comms", "Embargo", "Forms", "Hosting", "Releases", "Rotation", "Schedule", "Store", "Templates"],
    };

    // The rooms of communications. Messages to an audience, its answers and later changes are one conversation.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Matrix"] = [],
        ["Conversation"] = ["Matrix"],
        ["Chasing"] = ["Matrix", "Conversation"],
        ["Readiness"] = ["Matrix", "Conversation"],
        ["Customer"] = ["Matrix", "Conversation", "Readiness"],
        ["External"] = [],
    };

    [Fact]
    public void The_rooms_of_communications_know_each_other_one_way()
    {
        var places = (from file in Directory.EnumerateFiles(Repository.PathOf("src/SecurityReleaseChatOps/Comms"), "*.cs", SearchOption.AllDirectories)
                      let folder = Path.GetFileName(Path.GetDirectoryName(file))!
                      from Match type in Regex.Matches(
                          File.ReadAllText(file), @"^(?:public|internal) [a-z ]*\b(?:class|record|enum|interface) (?<name>\w+)",
                          RegexOptions.Multiline | RegexOptions.ExplicitCapture)
                      select (Name: type.Groups["name"].Value, Room: folder is "Comms" or "Pings" or "Answers" or "Changes" or "Texts" ? "Conversation" : folder))
            .DistinctBy(place => place.Name).ToDictionary(place => place.Name, place => place.Room);
        places["CommsFeature"].ShouldBe("Conversation");
        var wrong = from type in App.GetTypes()
                    let room = Room(type)
                    where room is not null && Outermost(type) != "CommsFeature" // which registers them all
                    from used in Il.Uses(type).SelectMany(Il.TypesOf)
                    let other = Room(used)
                    where other is not null && other != room && !Rooms[room].Contains(other)
                    select $"{room} knows {other}: {type.FullName} uses {used.FullName}";
        wrong.Distinct().ShouldBeEmpty();
        places.Values.Distinct().Order().ShouldBe(Rooms.Keys.Order());

        string? Room(Type type) => type.Assembly == App && Folder(type) == "Comms" ? places.GetValueOrDefault(Outermost(type)) : null;
        static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.Name.Split('`')[0];
    }

    [Fact]
    public void Each_folder_knows_only_those_it_may()
    {
        var wrong = from type in App.GetTypes()
                    let folder = Folder(type)
                    where folder is not null
                    from used in Il.Uses(type).SelectMany(Il.TypesOf)
                    let other = used.Assembly == App ? Folder(used) : null
                    where other is not null && other != folder && !MayKnow.GetValueOrDefault(folder, []).Contains(other)
                    select $"{folder} knows {other}: {type.FullName} uses {used.FullName}";
        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Each_folder_has_its_place_among_the_arrows() =>
        App.GetTypes().Select(Folder).OfType<string>().Distinct().Order().ShouldBe(MayKnow.Keys.Order());

    [Fact]
    public void A_rule_that_is_broken_would_be_seen() =>
        Il.Uses(typeof(SecurityReleaseChatOps.Home.HomeState)).SelectMany(Il.TypesOf).Select(Folder).ShouldContain("Handovers");

    [Fact]
    public void No_feature_touches_the_documents_of_another()
    {
        var wrong = from type in App.GetTypes()
                    from field in Il.Uses(type).OfType<FieldInfo>()
                    where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(DocumentKind<>)
                    where Folder(field.DeclaringType!) != Folder(type)
                    select $"{type.FullName} uses {field.DeclaringType!.FullName}.{field.Name}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_slack_layer_and_the_local_workspace_know_neither_the_app_nor_each_other()
    {
        Known(typeof(SecurityReleaseChatOps.Slack.SlackScopes).Assembly).ShouldBeEmpty();
        Known(typeof(SecurityReleaseChatOps.LocalSlack.LocalWorkspace).Assembly).ShouldBeEmpty();

        static IEnumerable<string> Known(Assembly assembly) =>
            assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith(Root, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_access_folder_and_the_outbox_call_slack()
    {
        // Nothing else calls Slack: features write what they want into their commit.
        var wrong = from type in App.GetTypes()
                    where Folder(type) is not ("Access" or "Store" or null)
                    where Il.Uses(type).SelectMany(Il.TypesOf).Any(t => t == typeof(SecurityReleaseChatOps.Slack.ISlackApiClient))
                    select type.FullName;
        wrong.ShouldBeEmpty();
    }

    private static string? Folder(Type type) =>
        type.Namespace?.Split('.') is [Root, var folder, ..] && type.Assembly == App ? folder : null;
}
