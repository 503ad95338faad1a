using SecurityReleaseChatOps.Pictures;
using SkiaSharp;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A release's week: a row for each day, a bar for each of the pair, red where nobody is at work.</summary>
internal static class CoveragePicture
{
    private const int Head = 196;
    private const int Row = 96;
    private const int Axis = 44;
    private const int Left = 130;
    private const int Bar = 26;

    private static readonly SKColor Nobody = new(0xF5, 0xB5, 0xAF);
    private static readonly SKColor Faint = new(0xDD, 0xDD, 0xDD);
    private static readonly SKColor[] Colours = [new(0x1F, 0x75, 0xCB), new(0x6E, 0x49, 0xCB)];
    private static readonly string[] Roles = ["Primary", "Secondary"];

    /// <returns>A PNG.</returns>
    public static byte[] Draw(WeekCoverage of, Func<string, string> nameOf)
    {
        var (days, gaps) = (of.ByDay.ToList(), of.Gaps);
        using var drawing = new Drawing(Head + (days.Count * Row) + Axis);
        drawing.Text(of.Named, Drawing.Margin, 52, 30, SKColors.Black);
        drawing.Text($"Times in {of.Zone.Id}. Red: nobody of the pair is at work", Drawing.Margin, 88, 22, SKColors.DimGray);
        foreach (var (engineer, place) in of.Pair.Select((engineer, place) => (engineer, place)))
        {
            drawing.Box(Drawing.Margin, 108 + (place * 36), Drawing.Margin + 26, 134 + (place * 36), Colours[place], round: 4);
            drawing.Text($"{nameOf(engineer.UserId)}, {Roles[place]}", Drawing.Margin + 40, 130 + (place * 36), 22, SKColors.Black);
        }
        var y = Head;
        foreach (var (date, day) in days)
        {
            drawing.Text(date.ToString("ddd d", CultureInfo.InvariantCulture), Drawing.Margin, y + 48, 22, SKColors.Black);
            foreach (var gap in gaps.Select(gap => gap.Within(day)).OfType<Stretch>())
                drawing.Box(X(gap.From), y, X(gap.Until), y + Row - 12, Nobody);
            foreach (var (engineer, place) in of.Pair.Select((engineer, place) => (engineer, place)))
            {
                foreach (var work in Coverage.AtWork(engineer, day))
                    drawing.Box(X(work.From), y + 12 + (place * (Bar + 8)), X(work.Until), y + 12 + (place * (Bar + 8)) + Bar, Colours[place], round: 4);
            }
            drawing.Box(Left, y + Row - 12, Drawing.Width - Drawing.Margin, y + Row - 10, Faint);
            y += Row;

            float X(Instant at) => Left + (float)((at - day.From) / day.Length * (Drawing.Width - Drawing.Margin - Left));
        }
        foreach (var hour in new[] { 0, 6, 12, 18 })
            drawing.Text($"{hour:00}:00", Left + (hour / 24f * (Drawing.Width - Drawing.Margin - Left)), y + 20, 20, SKColors.DimGray);
        drawing.TextAtRight("24:00", y + 20, 20, SKColors.DimGray);
        return drawing.Png();
    }
}
