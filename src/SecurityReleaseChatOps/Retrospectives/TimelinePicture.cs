using SecurityReleaseChatOps.Pictures;
using SkiaSharp;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary>The timeline of a release as a picture that fits a phone's screen: a bar for each stage, a line for each moment.</summary>
internal static class TimelinePicture
{
    private const int Row = 76;
    private const int Head = 96;
    private const int Foot = 40;
    private const int Axis = 40;

    private static readonly SKColor Faint = new(0xDD, 0xDD, 0xDD);
    private static readonly SKColor Moment = new(0x1F, 0x75, 0xCB);
    private static readonly SKColor Bar = new(0x6E, 0x49, 0xCB);

    /// <summary>Everything in the picture, in words: its alternative text.</summary>
    public static string InWords(Retrospective of) => string.Join(". ",
    [
        $"Timeline of {of.Release.Id}, times in UTC",
        .. of.Moments.Select(moment => $"{moment.What} {When(moment.At)}"),
        .. of.Stages.Select(stage => $"{stage.Title}: {RetrospectiveText.Took(stage.To - stage.From)}, from {When(stage.From)} to {When(stage.To)}"),
    ]);

    /// <returns>A PNG.</returns>
    public static byte[] Draw(Retrospective of)
    {
        var rows = of.Stages.Count + of.Moments.Count;
        var (from, to) = Span(of);
        using var drawing = new Drawing(Head + (rows * Row) + Axis + Foot);
        drawing.Text($"Timeline of {of.Release.Id}, times in UTC", Drawing.Margin, 56, 30, SKColors.Black);
        var y = Head;
        foreach (var moment in of.Moments)
        {
            Line($"{moment.What} {When(moment.At)}");
            drawing.Dot(X(moment.At), y + 49, 9, Moment);
            y += Row;
        }
        foreach (var stage in of.Stages)
        {
            Line($"{stage.Title}: {RetrospectiveText.Took(stage.To - stage.From)}");
            drawing.Box(X(stage.From), y + 40, Math.Max(X(stage.To), X(stage.From) + 6), y + 58, Bar, round: 4);
            y += Row;
        }
        drawing.Text(When(from), Drawing.Margin, y + 28, 22, SKColors.DimGray);
        drawing.TextAtRight(When(to), y + 28, 22, SKColors.DimGray);
        return drawing.Png();

        void Line(string words)
        {
            drawing.Text(words, Drawing.Margin, y + 26, 24, SKColors.Black);
            drawing.Box(Drawing.Margin, y + 48, Drawing.Width - Drawing.Margin, y + 50, Faint);
        }

        float X(Instant at) => Drawing.Margin + (float)((at - from) / (to - from) * (Drawing.Width - (2 * Drawing.Margin)));
    }

    private static (Instant From, Instant To) Span(Retrospective of)
    {
        var all = of.Moments.Select(moment => moment.At).Concat(of.Stages.SelectMany(stage => new[] { stage.From, stage.To })).ToList();
        var (from, to) = (all.Min(), all.Max());
        return (from, to > from ? to : from + Duration.FromHours(1));
    }

    private static string When(Instant at) => at.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
