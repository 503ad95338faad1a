namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Handles events of all kinds and reads all of their properties.</summary>
internal sealed class AnyEvent : IEventHandler<SlackEvent>
{
    public Task Handle(SlackEvent slackEvent, CancellationToken cancellation)
    {
        Looked.At(slackEvent);
        return Task.CompletedTask;
    }

    /// <summary>Registers it for every kind of event the layer knows.</summary>
    public static void Register(SlackRegistration to)
    {
        var register = typeof(SlackRegistration).GetMethod(nameof(SlackRegistration.RegisterEventHandler))!;
        foreach (var type in Kinds.Where(type => type != typeof(AppHomeOpened) && type != typeof(MemberJoinedChannel)))
            register.MakeGenericMethod(type, typeof(AnyEvent)).Invoke(to, []);
    }

    public static IEnumerable<Type> Kinds => typeof(SlackEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SlackEvent)) && !type.IsAbstract);
}

/// <summary>Reads every property of a request, as handlers do, and throws if one is null that its type declares as never null.</summary>
internal static class Looked
{
    private static readonly System.Reflection.NullabilityInfoContext Nullability = new();

    public static void At(object? value, string path = "")
    {
        switch (value)
        {
            case null or string or System.Text.Json.JsonElement:
                break;
            case System.Collections.IDictionary entries:
                foreach (System.Collections.DictionaryEntry entry in entries)
                    At(entry.Value ?? throw new InvalidOperationException($"{path}/{entry.Key} is null"), $"{path}/{entry.Key}");
                break;
            case System.Collections.IEnumerable items:
                foreach (var item in items)
                    At(item ?? throw new InvalidOperationException($"{path}[] is null"), path + "[]");
                break;
            case var record when record.GetType().Assembly == typeof(SlackEvent).Assembly && !record.GetType().IsEnum:
                foreach (var property in record.GetType().GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public))
                    At(property.GetValue(record) ?? Absent(property, $"{path}/{property.Name}"), $"{path}/{property.Name}");
                break;
        }
    }

    private static object? Absent(System.Reflection.PropertyInfo property, string path)
    {
        lock (Nullability)
        {
            return Nullability.Create(property).ReadState == System.Reflection.NullabilityState.NotNull
                ? throw new InvalidOperationException($"{path} is null")
                : null;
        }
    }
}
