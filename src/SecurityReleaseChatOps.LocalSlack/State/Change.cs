using System.Globalization;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>The changes of one piece of work: documents to write, signals for the page, events for the app.</summary>
internal sealed class Change(Workspace workspace)
{
    public Workspace Workspace { get; } = workspace;
    public HashSet<Document> Saved { get; } = [];
    public HashSet<Document> Removed { get; } = [];
    public List<JsonObject> Signals { get; } = [];
    public List<PendingEvent> Events { get; } = [];

    public T Save<T>(T document) where T : Document
    {
        Workspace.Track(document);
        Removed.Remove(document);
        Saved.Add(document);
        return document;
    }

    public void Remove(Document document)
    {
        Workspace.Forget(document);
        Saved.Remove(document);
        Removed.Add(document);
    }

    /// <summary>Tells the page that something changed, so that it reloads what it shows.</summary>
    public void Signal(string type, params ReadOnlySpan<(string Name, string? Value)> ids)
    {
        var signal = new JsonObject { ["type"] = type };
        foreach (var (name, value) in ids)
            signal[name] = value;
        Signals.Add(signal);
    }

    /// <summary>The next id with this prefix, such as <c>V0012</c>.</summary>
    public string NextId(string prefix)
    {
        var next = Workspace.Team.Counters.GetValueOrDefault(prefix) + 1;
        Workspace.Team.Counters[prefix] = next;
        Save(Workspace.Team);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{next:D4}");
    }
}
