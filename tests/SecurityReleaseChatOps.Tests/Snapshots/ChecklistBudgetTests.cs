using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Tests.Checklists;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The word budgets of the checklist's screens as they open, and of a step's row.</summary>
public sealed class ChecklistBudgetTests
{
    private const int Opening = 120;
    private const int Row = 20;

    private static readonly Dictionary<string, JsonObject> Shown = Gallery.Monday().All().ToDictionary(shown => shown.Name, shown => shown.Json);

    [Theory]
    [InlineData("checklist next")]
    [InlineData("checklist for a viewer")]
    [InlineData("checklist busy")]
    [InlineData("checklist progress")]
    [InlineData("checklist busy progress")]
    [InlineData("comms plan")]
    [InlineData("comms plan for a viewer")]
    [InlineData("comms plan at critical")]
    [InlineData("comms busy")]
    public void A_screen_opens_in_few_words(string name) => WordCount.Of(Shown[name]["blocks"]).ShouldBeLessThanOrEqualTo(Opening);

    [Theory]
    [InlineData("checklist next")]
    [InlineData("checklist busy")]
    [InlineData("checklist busy all")]
    [InlineData("checklist stage pre")]
    [InlineData("comms plan")]
    [InlineData("comms busy")]
    [InlineData("comms busy all")]
    public void At_most_one_button_of_a_screen_is_green(string name) =>
        Shown[name]["blocks"]!.AsArray().SelectMany(block => block!["elements"]?.AsArray() ?? []).Count(button => (string?)button!["style"] == "primary")
            .ShouldBeLessThanOrEqualTo(1);

    [Fact]
    public void A_step_of_any_process_is_a_row_of_few_words_before_anything_is_done_and_when_all_can_be()
    {
        foreach (var definition in Sample.Shipped.All)
        {
            foreach (var release in new[] { Sample.R7, Sample.R7 with { Severity = SecurityReleaseChatOps.Releases.Severity.Critical } })
            {
                var start = Sample.Start(definition, release);
                var forced = start.Checklist with { Steps = start.Steps.ToDictionary(step => step.Key, _ => StepRecord.Untouched with { ForcedWhy = "" }) };
                foreach (var board in new[] { start, start.With(forced) })
                {
                    foreach (var step in board.Steps)
                        Words(board, step).ShouldBeLessThanOrEqualTo(Row, $"{definition.Name}: {step.Key} {step.Title}");
                }
            }
        }
    }

    [Theory]
    [InlineData("checklist busy all")]
    [InlineData("comms busy all")]
    [InlineData("comms plan")]
    public void A_row_has_few_words_wherever_it_stands(string name)
    {
        var blocks = Shown[name]["blocks"]!.AsArray();
        foreach (var (block, i) in blocks.Select((block, i) => (block!, i)).Where(row => row.Item1["accessory"]?["type"]?.ToString() == "overflow"))
        {
            var buttons = i + 1 < blocks.Count && (string?)blocks[i + 1]!["type"] == "actions" ? WordCount.Of(blocks[i + 1]) : 0;
            (WordCount.Of(block) + buttons).ShouldBeLessThanOrEqualTo(Row, (string?)block["text"]!["text"]);
        }
    }

    [Theory]
    [InlineData("merge-time", "Ping, Not needed, Claim")] // its own message settles it
    [InlineData("ready", "Done, Not needed, Claim")] // its message is sent once PSIRT says so
    [InlineData("reviewed", "Ping, Done, Not needed, Claim")] // two people confirm it, one of whom may be asked
    [InlineData("tools", "Done, Not needed, Claim")]
    public void Beside_a_step_stands_once_what_settles_it(string key, string buttons)
    {
        var start = Sample.Start(Sample.Shipped.Named("planned")!);
        var board = start.With(start.Checklist with { Steps = new Dictionary<string, StepRecord> { [key] = StepRecord.Untouched with { ForcedWhy = "" } } });
        var shown =
            StepBlocks.Render(board, board[key]!, new(board.Release.Id), Sample.Ana, Sample.Now).OfType<SecurityReleaseChatOps.Slack.Blocks.ActionsBlock>()
                .Single();
        string.Join(", ", shown.Elements.OfType<SecurityReleaseChatOps.Slack.Blocks.Button>().Select(button => button.Text.Text)).ShouldBe(buttons);
    }

    private static int Words(Board board, Step step) =>
        StepBlocks.Render(board, step, new(board.Release.Id), Sample.Ana, Sample.Now)
            .Sum(block => WordCount.Of(Sent.Json(new SecurityReleaseChatOps.Slack.Message { Text = "", Blocks = [block] })["blocks"]));
}
