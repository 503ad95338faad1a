using System.Globalization;
using System.Reflection;
using SkiaSharp;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary>The timeline of a release as a picture that a phone shows whole: a bar for each stage, a line for each moment.</summary>
internal static class TimelinePicture
{
    // Drawn at twice the width of a phone's page, so that the letters are sharp there.
    private const int Width = 780;
    private const int Margin = 32;
    private const int Row = 76;
    private const int Head = 96;
    private const int Foot = 40;
    private const int Axis = 40;

    private static readonly Lazy<SKTypeface> font = new(() =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Retrospectives/DejaVuSans.ttf")!;
        return SKTypeface.FromStream(file);
    });

    /// <summary>All that stands in the picture, in words: its alternative text.</summary>
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
        var height = Head + (rows * Row) + Axis + Foot;
        var (from, to) = Span(of);
        using var surface = SKSurface.Create(new SKImageInfo(Width, height));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        using var faint = Paint(new SKColor(0xDD, 0xDD, 0xDD));
        using var dot = Paint(new SKColor(0x1F, 0x75, 0xCB));
        using var bar = Paint(new SKColor(0x6E, 0x49, 0xCB));
        Text(canvas, $"Timeline of {of.Release.Id}, times in UTC", Margin, 56, 30, SKColors.Black);
        var y = Head;
        foreach (var moment in of.Moments)
        {
            Text(canvas, $"{moment.What} {When(moment.At)}", Margin, y + 26, 24, SKColors.Black);
            canvas.DrawRect(Margin, y + 48, Width - (2 * Margin), 2, faint);
            canvas.DrawCircle(X(moment.At), y + 49, 9, dot);
            y += Row;
        }
        foreach (var stage in of.Stages)
        {
            Text(canvas, $"{stage.Title}: {RetrospectiveText.Took(stage.To - stage.From)}", Margin, y + 26, 24, SKColors.Black);
            canvas.DrawRect(Margin, y + 48, Width - (2 * Margin), 2, faint);
            canvas.DrawRoundRect(X(stage.From), y + 40, Math.Max(X(stage.To) - X(stage.From), 6), 18, 4, 4, bar);
            y += Row;
        }
        Text(canvas, When(from), Margin, y + 28, 22, SKColors.DimGray);
        var end = When(to);
        Text(canvas, end, Width - Margin - Measure(end, 22), y + 28, 22, SKColors.DimGray);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();

        float X(DateTimeOffset at) => Margin + (float)((at - from) / (to - from) * (Width - (2 * Margin)));
    }

    private static (DateTimeOffset From, DateTimeOffset To) Span(Retrospective of)
    {
        var all = of.Moments.Select(moment => moment.At).Concat(of.Stages.SelectMany(stage => new[] { stage.From, stage.To })).ToList();
        var (from, to) = (all.Min(), all.Max());
        return (from, to > from ? to : from.AddHours(1));
    }

    private static string When(DateTimeOffset at) => at.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Written into the width that there is.</summary>
    private static void Text(SKCanvas canvas, string words, float x, float y, float size, SKColor colour)
    {
        var room = Width - Margin - x;
        while (Measure(words, size) > room && words.Length > 4)
            words = SecurityReleaseChatOps.Text.PlainText.Cut(words, words.Length - 1);
        using var letters = new SKFont(font.Value, size);
        using var paint = Paint(colour);
        canvas.DrawText(words, x, y, SKTextAlign.Left, letters, paint);
    }

    private static float Measure(string words, float size)
    {
        using var letters = new SKFont(font.Value, size);
        return letters.MeasureText(words);
    }

    private static SKPaint Paint(SKColor colour) => new() { Color = colour, IsAntialias = true };
}
