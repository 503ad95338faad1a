using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>
/// After the time that the operator sets, nothing that people typed or that is embargoed may be left of an ended release: so every kind of document, and
/// every text in those of a release, says whether it is kept or taken out.
/// </summary>
public sealed class RetentionTests
{
    // Of no release, or only that something was done, and when.
    private static readonly string[] OfNoRelease =
    [
        "absence", "accepted-outsider", "admin-alert", "brief", "calendar-feed", "checklist-definition", "checklist-looked", "checklist-said", "cover",
        "directory", "engineer", "holder-away", "home-opened", "ping-thread", "rotation-group", "rotation-topic", "shift", "shift-change", "shift-danger",
        "shift-reminders", "status-hint", "swap",
    ];

    // Ids, people, dates and words of ours or the operator's.
    private static readonly string[] Kept =
    [
        "checklist.about", "checklist.after", "checklist.answers", "checklist.by", "checklist.claimedBy", "checklist.deed", "checklist.definition",
        "checklist.due", "checklist.fact", "checklist.facts", "checklist.id", "checklist.items", "checklist.kinds", "checklist.products", "checklist.release",
        "checklist.rows", "checklist.severities", "checklist.sparedBy", "checklist.stage", "checklist.startedBy", "checklist.step", "checklist.steps",
        "checklist.tells", "checklist.tool", "checklist.version", "close-out.by", "close-out.mark", "close-out.release", "customer-text.authors",
        "customer-text.by", "customer-text.release", "handover.acceptedBy", "handover.from", "handover.id", "handover.releaseId", "handover.replacedBy",
        "handover.to", "handover.withdrawnFor", "ping.by", "ping.channel", "ping.id", "ping.message", "ping.notified", "ping.present", "ping.release",
        "ping.who", "prompt.handoverId", "prompt.id", "prompt.releaseId", "prompt.userId", "readiness.by", "readiness.release", "readiness.thread",
        "release.by", "release.createdBy", "release.dueTime", "release.from", "release.handedTo", "release.id", "release.owner", "release.person",
        "release.primary", "release.product", "release.secondary", "release.shift", "release.to", "release.versions", "thanks.by",
        "thanks.release",
    ];

    [Fact]
    public void Each_kind_of_document_says_what_is_taken_out_of_it()
    {
        var declared = OfNoRelease.Concat(RetentionJob.Gone).Concat(RetentionJob.Said.Keys).ToList();
        declared.ShouldBeUnique();
        Kinds().Select(kind => kind.Name).Except(declared).ShouldBeEmpty("not declared");
        declared.Except(Kinds().Select(kind => kind.Name)).ShouldBeEmpty("no longer there");
    }

    [Fact]
    public void Each_text_of_a_release_is_declared_as_kept_or_taken_out()
    {
        var (left, gone) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var (name, type) in Kinds().Where(kind => RetentionJob.Said.ContainsKey(kind.Name)))
        {
            var (met, texts) = (new HashSet<string>(), new SortedSet<string>(StringComparer.Ordinal));
            Texts(type, RetentionJob.Said[name], met, texts, []);
            gone.AddRange(RetentionJob.Said[name].Except(met).Select(text => $"{name}.{text}"));
            left.UnionWith(texts.Select(text => $"{name}.{text}"));
        }
        left.Except(Kept).ShouldBeEmpty("neither kept nor taken out");
        gone.ShouldBeEmpty("no longer there");
    }

    /// <param name="met">The properties that are taken out.</param>
    /// <param name="left">Those with text that are not.</param>
    private static void Texts(Type type, string[] said, HashSet<string> met, SortedSet<string> left, HashSet<Type> seen)
    {
        if (!seen.Add(type))
            return;
        var json = StoreJson.Options.GetTypeInfo(type);
        foreach (var derived in json.PolymorphismOptions?.DerivedTypes ?? [])
            Texts(derived.DerivedType, said, met, left, seen);
        foreach (var property in json.Properties.Where(IsStored))
        {
            if (said.Contains(property.Name))
                met.Add(property.Name);
            else if (Inner(property.PropertyType) is var inner && IsText(inner))
                left.Add(property.Name);
            else
                Texts(inner, said, met, left, seen);
        }
    }

    private static bool IsStored(JsonPropertyInfo property) => property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
        .Any(ignored => ((JsonIgnoreAttribute)ignored).Condition == JsonIgnoreCondition.Always) != true;

    private static Type Inner(Type type)
    {
        var json = StoreJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return json.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? Inner(json.ElementType!) : json.Type;
    }

    // Numbers, moments and choices hold no words.
    private static bool IsText(Type type) => StoreJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.None
        && !type.IsPrimitive && !type.IsEnum && type.Namespace is not "NodaTime" && type != typeof(Instant) && type != typeof(DateOnly)
        && type != typeof(TimeSpan);

    static RetentionTests() => StoreJson.Options.MakeReadOnly(populateMissingResolver: true);

    private static IReadOnlyList<(string Name, Type Type)> Kinds() =>
    [
        .. from type in typeof(Program).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(DocumentKind<>)
           let kind = field.GetValue(null)!
           select ((string)field.FieldType.GetProperty("Name")!.GetValue(kind)!, field.FieldType.GetGenericArguments()[0]),
    ];
}
