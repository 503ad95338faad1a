using System.Reflection;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>A document is answered as it was saved, without reading its JSON again: so the JSON has to say all of it.</summary>
public sealed class DocumentTypeTests
{
    // Joined in by whoever reads: the roster sets the one each time, and a shift is saved without the others.
    private static readonly string[] Joined = ["Engineer.Off", "Shift.HasEnded", "Shift.Release"];

    private static readonly Assembly App = typeof(Program).Assembly;

    [Fact]
    public void Nothing_is_in_a_document_that_its_json_leaves_out()
    {
        var left = All().SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is not null
                && property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always })
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        left.Distinct().Order().ShouldBe(Joined);
    }

    [Fact]
    public void Nothing_in_a_document_is_worked_out_only_when_it_is_read() =>
        All().SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is not null
            && property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)).ShouldBeEmpty();

    private static HashSet<Type> All()
    {
        var kinds = from type in App.GetTypes()
                    from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                    where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(DocumentKind<>)
                    select field.FieldType.GetGenericArguments()[0];
        var (all, open) = (new HashSet<Type>(), new Queue<Type>(kinds));
        open.Count.ShouldBeGreaterThan(30);
        while (open.TryDequeue(out var type))
        {
            foreach (var inner in type.IsGenericType ? type.GetGenericArguments() : [])
                open.Enqueue(inner);
            if (type.Assembly != App || !all.Add(type))
                continue;
            foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null))
                open.Enqueue(property.PropertyType);
        }
        return all;
    }
}
