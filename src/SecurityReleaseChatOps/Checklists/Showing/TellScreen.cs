using System.Globalization;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The steps that tell somebody: what is to be told now, whom an answer is waited for from, what comes later.</summary>
internal static class TellScreen
{
    private const int WithButtons = 6;
    private const int Lines = 8;

    public static IEnumerable<Block> Render(Screen screen)
    {
        var (board, now, place) = (screen.Board, screen.Now, new Place(screen.Board.Release.Id, Place.Tell));
        var steps = board.Steps.Where(step => step.Item.Tells.Count > 0).ToList();
        var open = steps.Where(step => step.Open).OrderBy(step => step.Due ?? DateTimeOffset.MaxValue).ToList();
        var outdated = steps.Where(step => board.Outdated(step).Any()).ToList();
        var ready = open.Except(outdated).Where(step => Agenda.IsReady(board, step)).OrderByDescending(step => board.ToTell(step)).ToList();
        if (steps.Count == 0)
            yield return Says("Nobody has to be told of a release like this. `/comms ping` writes to an audience in your own words.");
        else if (open.Count == 0 && outdated.Count == 0)
            yield return Says(":tada: Everyone is told.");
        else if (ready.Count == 0 && outdated.Count == 0)
            yield return Says("Nobody is to be told right now.");
        foreach (var block in outdated.Take(WithButtons).SelectMany(step => screen.Show(step, place)))
            yield return block;
        foreach (var block in ready.Take(WithButtons).SelectMany(step => screen.Show(step, place)))
            yield return block;
        if (Listed("Also now", ready.Skip(WithButtons), step => StepBlocks.Line(board, step, now)) is { } more)
            yield return more;
        var asked = open.Except(outdated).Except(ready).Where(step => board.Waits(step).Any()).ToList();
        foreach (var step in asked)
            yield return Says(StepBlocks.Line(board, step, now)) with { Accessory = screen.MayPress(step) ? StepBlocks.Telling(board, step, place) : null };
        if (Listed(":lock: Later", open.Except(outdated).Except(ready).Except(asked), step => StepBlocks.Line(board, step, now)) is { } later)
            yield return later;
        if (steps.Count > open.Count)
            yield return new ContextBlock { Elements = [new Markdown(string.Create(CultureInfo.InvariantCulture, $":white_check_mark: {steps.Count - open.Count} of {steps.Count} are settled · `/comms ping` tells several at once, or in your own words"))] };
    }

    private static SectionBlock Says(string mrkdwn) => new() { Text = new Markdown(mrkdwn) };

    private static SectionBlock? Listed(string heading, IEnumerable<Step> steps, Func<Step, string> line) => steps.ToList() is { Count: > 0 } all
        ? Says($"*{heading}* ({all.Count})\n{string.Join('\n', all.Take(Lines).Select(line))}{(all.Count > Lines ? $"\n… and {all.Count - Lines} more" : "")}")
        : null;
}
