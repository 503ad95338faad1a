namespace SecurityReleaseChatOps.Hosting;

/// <summary>One value for an operator to watch.</summary>
/// <param name="Name">As Prometheus writes names.</param>
/// <param name="Label">What it is about where there are several of the name; null: there is one.</param>
public sealed record Metric(string Name, string Help, double Value, (string Name, string Value)? Label = null);

/// <summary>Whoever has values for an operator to watch; those of one name stand together.</summary>
public interface IMetrics
{
    Task<IReadOnlyList<Metric>> Read(CancellationToken ct);
}
