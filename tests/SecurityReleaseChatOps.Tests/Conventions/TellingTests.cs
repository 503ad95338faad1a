using System.Reflection;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>There is one way out: every message passes through the store, and so through the guard.</summary>
public sealed class TellingTests
{
    private static readonly Type[] Types = typeof(Program).Assembly.GetTypes();

    /// <summary>Everything in Slack that shows words to people.</summary>
    private static readonly (Type Api, string Method)[] Tells =
    [
        (typeof(IChatApi), nameof(IChatApi.PostMessage)),
        (typeof(IChatApi), nameof(IChatApi.Update)),
        (typeof(IChatApi), nameof(IChatApi.PostEphemeral)),
        (typeof(IConversationsApi), nameof(IConversationsApi.SetTopic)),
        (typeof(IViewsApi), nameof(IViewsApi.Open)),
        (typeof(IViewsApi), nameof(IViewsApi.Push)),
        (typeof(IViewsApi), nameof(IViewsApi.Update)),
        (typeof(IViewsApi), nameof(IViewsApi.Publish)),
        (typeof(IBookmarksApi), nameof(IBookmarksApi.Add)),
        (typeof(IBookmarksApi), nameof(IBookmarksApi.Edit)),
        (typeof(IFilesApi), nameof(IFilesApi.Upload)),
        (typeof(ISlackApiClient), nameof(ISlackApiClient.Respond)),
    ];

    [Fact]
    public void Only_the_outbox_tells_slack_anything()
    {
        var told = (from type in Types
                    from call in Il.Uses(type).OfType<MethodInfo>()
                    where Tells.Contains((call.DeclaringType!, call.Name))
                    select Outermost(type)).Distinct().ToList();
        told.ShouldBe([typeof(Delivery)]);
    }

    [Fact]
    public void Nothing_of_slack_that_tells_is_forgotten_here()
    {
        // Every method that takes text: a message, a view, a file or a title.
        var takes = from api in typeof(ISlackApiClient).Assembly.GetTypes()
                    where api.IsInterface && (api == typeof(ISlackApiClient) || api.Name.EndsWith("Api", StringComparison.Ordinal))
                    from method in api.GetMethods()
                    where method.GetParameters().Any(p => p.ParameterType == typeof(Message) || p.ParameterType == typeof(ResponseMessage)
                        || typeof(ViewDefinition).IsAssignableFrom(p.ParameterType) || p.ParameterType == typeof(FileUpload)
                        || p.Name is "title" or "topic" or "text")
                    select (api, method.Name);
        takes.ShouldBe(Tells, ignoreOrder: true);
    }

    [Fact]
    public void Each_way_that_the_outbox_tells_asks_the_guard_first()
    {
        // Each method of Delivery that shows words to people first asks the guard, itself or in its caller.
        var asks = Types.Where(type => Outermost(type) == typeof(Delivery))
            .SelectMany(type => Il.Uses(type).OfType<MethodInfo>()).Count(call => call.DeclaringType == typeof(Delivery) && call.Name == "Guard");
        var tells = Types.Where(type => Outermost(type) == typeof(Delivery))
            .SelectMany(type => Il.Uses(type).OfType<MethodInfo>()).Count(call => Tells.Contains((call.DeclaringType!, call.Name)));
        asks.ShouldBe(tells);
    }

    [Fact]
    public void What_is_said_of_no_release_by_name_is_said_by_the_outbox_and_apart_from_rehearsals_alone()
    {
        // A message is sent to the rehearsal's place by its release; a message about several releases must keep rehearsals apart.
        Types.Where(type =>
            Il.Uses(type).OfType<MethodInfo>()
                .Any(call => call.DeclaringType == typeof(Classification) && call.Name == "get_" + nameof(Classification.Internal)))
            .Select(Outermost).Distinct().ShouldBe(
                [typeof(Delivery), typeof(OutboxEntry), typeof(SecurityReleaseChatOps.Releases.Rehearsals),
                    typeof(SecurityReleaseChatOps.Rotation.RotationTelling), typeof(SecurityReleaseChatOps.Operation.AdminAlerts)], ignoreOrder: true);
    }

    [Fact]
    public void No_answer_is_for_a_whole_channel()
    {
        var loud = from type in Types
                   from call in Il.Uses(type).OfType<MethodInfo>()
                   where call.Name is "set_" + nameof(ResponseMessage.ResponseType)
                   where call.DeclaringType == typeof(SlashCommandResponse) || call.DeclaringType == typeof(ResponseMessage)
                   select type.FullName;
        loud.ShouldBeEmpty();
    }

    [Fact]
    public void Every_effect_either_tells_nothing_or_says_what_it_is_about()
    {
        // They carry no text: a Home is checked when rendered, a pin and a permalink refer to a posted message, a group has no words.
        var silent = new[] { typeof(PublishHome), typeof(Pin), typeof(FetchPermalink), typeof(SetUserGroup) };
        Types.Where(type => type.IsSubclassOf(typeof(Effect)) && !type.IsAbstract && !type.IsSubclassOf(typeof(TellingEffect)))
            .ShouldBe(silent, ignoreOrder: true);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
