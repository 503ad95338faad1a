using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The inputs of a pair, wherever one is chosen.</summary>
internal static class PairInputs
{
    /// <param name="picker">The field for someone of the rotation, with whom it chooses at first.</param>
    /// <param name="question">What is asked about the pair before it is taken; null when nothing is.</param>
    /// <param name="mayOverride">Whether a reason for one region is offered: to admins.</param>
    public static IEnumerable<Block> Of(Func<string?, InputElement> picker, string? primary, string? secondary, string? question, bool mayOverride)
    {
        yield return new InputBlock { BlockId = ReleaseFields.Primary, Label = "Primary", Hint = "Responsible; runs the checklist", Element = picker(primary) };
        yield return new InputBlock
        {
            BlockId = ReleaseFields.Secondary, Label = "Secondary", Hint = "Of another region; covers the Primary's night",
            Element = picker(secondary)
        };
        if (question is not null)
        {
            yield return new InputBlock
            {
                BlockId = ReleaseFields.SameHours,
                Label = question,
                Element = new CheckboxGroup { Options = [Option.Of("Take this pair all the same", "yes")] },
                Optional = true,
            };
        }
        if (mayOverride)
        {
            yield return new InputBlock
            {
                BlockId = ReleaseFields.OverrideReason,
                Label = "Why both are of one region",
                Hint = "Only if they are. It is shown with the release.",
                Element = new PlainTextInput { MaxLength = 300 },
                Optional = true,
            };
        }
    }

    public static PairInput Read(ViewState state, bool byAdmin) => new(
        PersonPicker.Of(state, ReleaseFields.Primary), PersonPicker.Of(state, ReleaseFields.Secondary), state.Text(ReleaseFields.OverrideReason), byAdmin,
        state.Options(ReleaseFields.SameHours).Count > 0);

    /// <summary>What is wrong with who left, by field.</summary>
    public static IReadOnlyDictionary<string, string> Left(ViewState state, SlackDirectory directory) =>
        new[] { ReleaseFields.Primary, ReleaseFields.Secondary }.Where(field => directory.HasLeft(PersonPicker.Of(state, field))).ToDictionary(
            field => field, _ => "This person left: choose someone else");
}
