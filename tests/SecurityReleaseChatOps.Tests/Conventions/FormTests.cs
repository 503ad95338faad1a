using System.Reflection;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Every form goes through the one frame, declares who may submit it in which state, and checks what it was read at.</summary>
public sealed class FormTests
{
    private const BindingFlags Nested = BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Forms =
        [.. typeof(Program).Assembly.GetTypes().Where(type => typeof(IViewSubmissionHandler).IsAssignableFrom(type) && !type.IsAbstract)];

    /// <summary>Forms that only add to what is stored, or store nothing; no other form belongs here.</summary>
    private static readonly Type[] OnlyAdd =
    [
        typeof(NewReleaseModal), typeof(CancelModal), typeof(NothingModal), typeof(NoteModal), typeof(FirstModal), typeof(CollectMessage), typeof(AddStepForm),
        typeof(ImportForm),
        typeof(CopyModal), typeof(ClassifyModal), typeof(LiftModal), typeof(AcceptOutsider), typeof(ThanksModal),
        typeof(SecurityReleaseChatOps.CloseOut.PartModal),
        typeof(AddCveFiles),
        typeof(SecurityReleaseChatOps.Rotation.Absences.AwayModal),
        typeof(SecurityReleaseChatOps.Rotation.Swaps.SwapModal), typeof(SecurityReleaseChatOps.Rotation.Swaps.CoverModal),
        typeof(CheckPostModal), typeof(CheckPostMessage),
        typeof(SecurityReleaseChatOps.Operation.ForgetModal),
    ];

    /// <summary>Opens before a person is picked, so it shows nothing about anybody.</summary>
    private static readonly Type ShowsNobody = typeof(SecurityReleaseChatOps.Rotation.EngineerModal);

    [Fact]
    public void Every_form_declares_who_may_submit_it() => Forms.Where(type => !type.IsSubclassOf(typeof(Form))).ShouldBeEmpty();

    [Fact]
    public void Every_form_about_a_release_declares_its_states() =>
        Forms.Where(type => IsOf(type, typeof(Form<>)) is { } carrying && typeof(IAboutRelease).IsAssignableFrom(carrying.GetGenericArguments()[0]))
            .Where(type => IsOf(type, typeof(ReleaseForm<>)) is null).ShouldBeEmpty();

    [Fact]
    public void Every_form_that_edits_judges_what_it_was_read_at() => Forms.Where(type => !Judges(type)).ShouldBe(OnlyAdd, ignoreOrder: true);

    /// <summary>
    /// Every part a form checks is marked by the code that renders the form: by the part itself, or by the name of a mark, which
    /// is a private constant of the form.
    /// </summary>
    [Fact]
    public void Every_form_that_edits_carries_the_marks_that_it_judges()
    {
        var marking = typeof(Program).Assembly.GetTypes().SelectMany(Il.Methods)
            .Where(code => !Judges(code) && Il.InCode(code).Any(call => IsPart(call.DeclaringType) && call.Name == nameof(Part<int>.ReadAt)))
            .SelectMany(Il.InCode).Where(IsOfPart).ToHashSet();
        var lacking =
            from form in Forms.Except(OnlyAdd).Except([ShowsNobody])
            let all = Code(form).ToList()
            let judging = all.Where(Judges).ToList()
            from name in judging.SelectMany(Il.InCode).Where(IsOfPart).Where(part => !marking.Contains(part)).Select(part => part.Name)
                .Concat(judging.Where(AsksByName).SelectMany(Il.Texts).Intersect(Constants(form)).Except(all.Except(judging).SelectMany(Il.Texts)))
            select $"{form.Name} judges {name}, and carries no mark of it";
        lacking.ShouldBeEmpty();
    }

    private static bool Judges(Type type) => Code(type).Any(Judges);

    private static bool Judges(MethodBase code) => AsksByName(code)
        || Il.InCode(code).Any(call => IsPart(call.DeclaringType) && call.Name is nameof(Part<int>.Merge) or nameof(Part<int>.WasShown));

    private static bool AsksByName(MethodBase code) => Il.InCode(code).Any(call => call.DeclaringType == typeof(ReadAt) && call.Name == nameof(ReadAt.Is));

    /// <summary>A type's code, including its compiler-generated types.</summary>
    private static IEnumerable<MethodBase> Code(Type type) => Il.Methods(type).Concat(type.GetNestedTypes(Nested).SelectMany(Code));

    private static IEnumerable<string> Constants(Type form) =>
        form.GetFields(Nested | BindingFlags.Static).Where(field => field is { IsLiteral: true, IsPrivate: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!);

    private static bool IsPart(Type? type) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Part<>);

    private static bool IsOfPart(MemberInfo member) => IsPart((member as FieldInfo)?.FieldType ?? (member as MethodInfo)?.ReturnType);

    private static Type? IsOf(Type? type, Type generic) =>
        type is null ? null : type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type : IsOf(type.BaseType, generic);
}
