using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Yaml;
using YamlDotNet.RepresentationModel;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Reads the procedure, strictly.</summary>
internal static class ExternalReader
{
    private static readonly Dictionary<string, IssueNeed> needs = Kebab.Words<IssueNeed>();
    private static readonly Dictionary<string, ExternalReply> replies = Kebab.Words<ExternalReply>();
    private static readonly Dictionary<string, bool> booleans = new() { ["true"] = true, ["false"] = false };

    /// <summary>The procedure as shipped.</summary>
    public static ExternalProcedure Load()
    {
        var (file, text) = YamlFiles.Shipped("Comms/External/").Single();
        return Read(text, file);
    }

    /// <exception cref="DefinitionException">What is wrong, with the file's name and the line.</exception>
    public static ExternalProcedure Read(string text, string file)
    {
        var map = new StrictMap(StrictMap.Root(text, file), file, "the procedure", "always", "categories");
        var categories = map.Nodes("categories").Select(node => Category(node, file)).ToList();
        return categories.Count > 0 && categories.DistinctBy(category => category.Id).Count() == categories.Count
            ? new(map.Texts("always"), categories)
            : throw map.Fault("categories", "`categories` needs at least one, and each `id` once.");
    }

    private static ExternalCategory Category(YamlNode node, string file)
    {
        var map = new StrictMap(
            node, file, "a category", "id", "name", "about", "owner", "approver", "issue", "next", "release", "notes", "question", "outcomes", "rows");
        map.Required("issue");
        var category = new ExternalCategory
        {
            Id = map.Required("id"),
            Name = map.Required("name"),
            About = map.Required("about"),
            Owner = map.Required("owner"),
            Approver = map.Required("approver"),
            Issue = map.Word("issue", needs, default),
            Next = map.Required("next"),
            Release = map.Word("release", booleans, false),
            Notes = map.Texts("notes"),
            Question = map.Optional("question"),
            Outcomes = [.. map.Nodes("outcomes").Select(outcome => Outcome(outcome, file))],
            Rows = map.Texts("rows"),
        };
        DefinitionReader.CheckRows(map, category.Rows, file);
        var answered = category.Outcomes.Select(outcome => outcome.Answer).Order();
        return answered.SequenceEqual(category.Question is null ? [] : Enum.GetValues<ExternalReply>())
            ? category
            : throw map.Fault("outcomes", "a `question` has three `outcomes`: yes, no and unsure; without one there are none.");
    }

    private static ExternalOutcome Outcome(YamlNode node, string file)
    {
        var map = new StrictMap(node, file, "an outcome", "answer", "issue", "next");
        map.Required("answer");
        return new(map.Word("answer", replies, default), map.Has("issue") ? map.Word("issue", needs, default) : null, map.Required("next"));
    }
}
