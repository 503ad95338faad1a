using System.Reflection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Every form goes through the one frame, declares who may and in which state, and judges what it was read at.</summary>
public sealed class FormTests
{
    private const BindingFlags Nested = BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Forms =
        [.. typeof(Program).Assembly.GetTypes().Where(type => typeof(IViewSubmissionHandler).IsAssignableFrom(type) && !type.IsAbstract)];

    /// <summary>They only add to what is stored, or store nothing: no other form belongs here.</summary>
    private static readonly Type[] OnlyAdd =
    [
        typeof(NewReleaseModal), typeof(CancelModal), typeof(NothingModal), typeof(CollectMessage), typeof(AddStepForm), typeof(ImportForm),
        typeof(CopyModal), typeof(ClassifyModal), typeof(ClassifiedModal), typeof(LiftModal), typeof(OutsiderModal), typeof(ThanksModal),
    ];

    [Fact]
    public void Every_form_declares_who_may_submit_it() => Forms.Where(type => !type.IsSubclassOf(typeof(Form))).ShouldBeEmpty();

    [Fact]
    public void Every_form_about_a_release_declares_its_states() =>
        Forms.Where(type => IsOf(type, typeof(Form<>)) is { } carrying && typeof(IAboutRelease).IsAssignableFrom(carrying.GetGenericArguments()[0]))
            .Where(type => IsOf(type, typeof(ReleaseForm<>)) is null).ShouldBeEmpty();

    [Fact]
    public void Every_form_that_edits_judges_what_it_was_read_at() => Forms.Where(type => !Judges(type)).ShouldBe(OnlyAdd, ignoreOrder: true);

    private static bool Judges(Type type) => type.GetNestedTypes(Nested).Append(type)
        .SelectMany(Il.Uses).OfType<MethodInfo>()
        .Any(call => call.DeclaringType == typeof(ReadAt) && call.Name == nameof(ReadAt.Is)
            || call.DeclaringType is { IsGenericType: true } part && part.GetGenericTypeDefinition() == typeof(Part<>) && call.Name is nameof(Part<int>.Merge) or nameof(Part<int>.WasShown));

    private static Type? IsOf(Type? type, Type generic) =>
        type is null ? null : type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type : IsOf(type.BaseType, generic);
}
