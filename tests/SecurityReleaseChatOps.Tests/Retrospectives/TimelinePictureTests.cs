using SecurityReleaseChatOps.Retrospectives;
using SecurityReleaseChatOps.Tests.Releases;
using SkiaSharp;

namespace SecurityReleaseChatOps.Tests.Retrospectives;

public sealed class TimelinePictureTests
{
    private static readonly Instant Start = SampleReleases.Created;

    [Fact]
    public void It_is_as_wide_as_a_phone_shows_sharply_and_grows_with_what_it_shows()
    {
        var (small, large) = (Size(Made(1)), Size(Made(12)));
        (small.Width, large.Width).ShouldBe((780, 780));
        large.Height.ShouldBeGreaterThan(small.Height);
    }

    [Fact]
    public void Letters_are_drawn_also_on_a_machine_without_fonts()
    {
        using var with = SKBitmap.Decode(TimelinePicture.Draw(Made(1)));
        // The title's line is white except for its letters.
        Enumerable.Range(0, 780).Count(x => Enumerable.Range(28, 40).Any(y => with.GetPixel(x, y) != SKColors.White)).ShouldBeGreaterThan(200);
    }

    [Fact]
    public void All_that_it_shows_is_in_its_words()
    {
        var words = TimelinePicture.InWords(Made(2));
        words.ShouldBe(
            "Timeline of R1, times in UTC. Started 20 Nov 09:00. Stage 1: 1 h 0 min, from 20 Nov 10:00 to 20 Nov 11:00. Stage 2: 2 h 0 min, from 20 Nov "
            + "11:00 to 20 Nov 13:00");
    }

    [Fact]
    public void What_happened_at_one_moment_alone_is_drawn_too() => Size(Made(0)).Height.ShouldBeGreaterThan(100);

    private static Retrospective Made(int stages) => new(
        SampleReleases.R1, [new(Start, "Started")],
        [.. Enumerable.Range(1, stages).Select(i => new StageTime($"Stage {i}", Start.AddHours(i), Start.AddHours(2 * i), 1, 1))],
        [], [], [], [], [], [], []);

    private static SKBitmap Size(Retrospective of) => SKBitmap.Decode(TimelinePicture.Draw(of));
}
