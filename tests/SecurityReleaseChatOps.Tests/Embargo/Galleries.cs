using System.Reflection;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>Everything the snapshot galleries show, found by return type, so that a new gallery is included without being listed.</summary>
internal static class Galleries
{
    public static IEnumerable<(string Name, JsonObject Json)> All()
    {
        var monday = Gallery.Monday();
        var methods = typeof(Gallery).Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(IEnumerable<(string, JsonObject)>) && method.DeclaringType != typeof(Galleries) && method.IsPublic);
        return methods.SelectMany(method => (IEnumerable<(string, JsonObject)>)method.Invoke(
            method.IsStatic ? null : method.DeclaringType == typeof(Gallery) ? monday : Activator.CreateInstance(method.DeclaringType!),
            [.. method.GetParameters().Select(parameter => Given(parameter, monday))])!);
    }

    /// <summary>The texts people see.</summary>
    public static IEnumerable<(JsonObject Node, string Key)> Texts(JsonNode? node) => node switch
    {
        JsonObject json =>
            [.. json.Where(p =>
                p.Key is "text" or "alt_text" or "initial_value" or "fallback" or "url" or "value" && p.Value is JsonValue value
                    && value.GetValueKind() == System.Text.Json.JsonValueKind.String)
            .Select(p => (json, p.Key)), .. json.SelectMany(p => Texts(p.Value))],
        JsonArray items => [.. items.SelectMany(Texts)],
        _ => [],
    };

    private static object Given(ParameterInfo parameter, Gallery monday) =>
        parameter.ParameterType == typeof(Release) ? monday.Release
        : parameter.ParameterType == typeof(Gallery) ? monday
        : parameter.ParameterType == typeof(IReadOnlyList<Engineer>) ? monday.Roster
        : parameter.ParameterType == typeof(Instant) ? monday.Now
        : parameter.ParameterType == typeof(Instant) ? monday.Now
        : parameter.HasDefaultValue ? parameter.DefaultValue!
        : throw new ShouldAssertException($"Say here what the gallery {parameter.Member.DeclaringType!.Name} takes for {parameter.Name}.");
}
