using System.Reflection;
using SecurityReleaseChatOps.Text;
using SkiaSharp;

namespace SecurityReleaseChatOps.Pictures;

/// <summary>A picture for reading on a phone, drawn at twice a phone's width so that its letters are sharp.</summary>
internal sealed class Drawing : IDisposable
{
    public const int Width = 780;
    public const int Margin = 32;

    private static readonly Lazy<SKTypeface> Font = new(() =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pictures/DejaVuSans.ttf")!;
        return SKTypeface.FromStream(file);
    });

    private readonly SKSurface _surface;

    public Drawing(int height)
    {
        _surface = SKSurface.Create(new SKImageInfo(Width, height));
        Canvas.Clear(SKColors.White);
    }

    public SKCanvas Canvas => _surface.Canvas;

    /// <summary>Writes text, shortened to the available width.</summary>
    /// <param name="y">The baseline of the letters.</param>
    public void Text(string words, float x, float y, float size, SKColor colour)
    {
        var room = Width - Margin - x;
        while (Measure(words, size) > room && words.Length > 4)
            words = PlainText.Cut(words, words.Length - 1);
        using var letters = new SKFont(Font.Value, size);
        using var paint = Paint(colour);
        Canvas.DrawText(words, x, y, SKTextAlign.Left, letters, paint);
    }

    public void TextAtRight(string words, float y, float size, SKColor colour) => Text(words, Width - Margin - Measure(words, size), y, size, colour);

    public void Box(float left, float top, float right, float bottom, SKColor colour, float round = 0)
    {
        using var paint = Paint(colour);
        Canvas.DrawRoundRect(left, top, right - left, bottom - top, round, round, paint);
    }

    public void Dot(float x, float y, float radius, SKColor colour)
    {
        using var paint = Paint(colour);
        Canvas.DrawCircle(x, y, radius, paint);
    }

    /// <returns>A PNG.</returns>
    public byte[] Png()
    {
        using var image = _surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    public void Dispose() => _surface.Dispose();

    private static float Measure(string words, float size)
    {
        using var letters = new SKFont(Font.Value, size);
        return letters.MeasureText(words);
    }

    private static SKPaint Paint(SKColor colour) => new() { Color = colour, IsAntialias = true };
}
