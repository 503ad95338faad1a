using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The inputs for a pair, wherever one is chosen.</summary>
internal static class PairInputs
{
    /// <param name="picker">The field for somebody on the rotation, with its initial choice.</param>
    /// <param name="question">A question about the pair to confirm; null for none.</param>
    /// <param name="mayOverride">Whether a reason for a pair from one region is offered: to admins.</param>
    public static IEnumerable<Block> Of(Func<string?, InputElement> picker, string? primary, string? secondary, string? question, bool mayOverride)
    {
        yield return InputBlock.Of(ReleaseFields.Primary, "Primary", picker(primary), "Responsible; runs the checklist");
        yield return InputBlock.Of(ReleaseFields.Secondary, "Secondary", picker(secondary), "Of another region; covers the Primary's night");
        if (question is not null)
        {
            yield return InputBlock.Of(
                ReleaseFields.SameHours, question, new CheckboxGroup { Options = [Option.Of("Take this pair all the same", "yes")] }, optional: true);
        }
        if (mayOverride)
        {
            yield return InputBlock.Of(
                ReleaseFields.OverrideReason, "Why both are of one region",
                new PlainTextInput { MaxLength = 300 },
                "Only if they are. It is shown with the release.", optional: true);
        }
    }

    public static PairInput Read(ViewState state, bool byAdmin) => new(
        PersonPicker.Of(state, ReleaseFields.Primary), PersonPicker.Of(state, ReleaseFields.Secondary), state.Text(ReleaseFields.OverrideReason), byAdmin,
        state.Options(ReleaseFields.SameHours).Count > 0);

    /// <summary>Errors about people who left, by field.</summary>
    public static IReadOnlyDictionary<string, string> Left(ViewState state, SlackDirectory directory) =>
        new[] { ReleaseFields.Primary, ReleaseFields.Secondary }.Where(field => directory.HasLeft(PersonPicker.Of(state, field))).ToDictionary(
            field => field, _ => "This person left: choose someone else");
}
