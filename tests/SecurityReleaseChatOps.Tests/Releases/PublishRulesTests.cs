using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Who may publish a release, with or without something missing, at work or not.</summary>
public sealed class PublishRulesTests
{
    private static readonly Instant Now = People.At("2026-11-25T17:00:00Z");

    private static readonly IReadOnlyList<Missing> Open = [new("step:legal", "*Legal has reviewed*", "Legal")];

    /// <summary>Columns: who, whether at work, whether they may with nothing missing, whether they may with something missing.</summary>
    public static TheoryData<string, bool, bool, bool> Table => new()
    {
        { "Primary", true, true, true },
        { "Primary", false, true, true },
        { "Secondary", true, true, true },
        { "Secondary", false, true, false },
        { "admin", true, true, true },
        { "admin", false, true, true },
        { "release manager", true, true, false },
        { "release manager", false, true, false },
        { "someone of PSIRT", true, false, false },
        { "someone of PSIRT", false, false, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Who_may(string who, bool atWork, bool complete, bool incomplete)
    {
        var person = Person(who, atWork);
        PublishRules.May(SampleReleases.R1, [], person).ShouldBe(complete);
        PublishRules.May(SampleReleases.R1, Open, person).ShouldBe(incomplete);
        PublishRules.Publish(SampleReleases.R1, [], null, person, Now).Changed.ShouldBe(complete);
        PublishRules.Publish(SampleReleases.R1, Open, "It is out already", person, Now).Changed.ShouldBe(incomplete);
        PublishRules.Publish(SampleReleases.R1, Open, " ", person, Now).Refused.ShouldBeTrue();
    }

    [Fact]
    public void A_reason_is_kept_only_where_something_is_missing()
    {
        var primary = Person("Primary", true);
        var forced = PublishRules.Publish(SampleReleases.R1, Open, " It is out already ", primary, Now).Value!;
        forced.ShouldBe(
            SampleReleases.R1
                with
            { State = ReleaseState.Published, PublishedAt = Now, PublishedWhy = "It is out already", Changed = new(primary.UserId, Now) });
        PublishRules.Publish(SampleReleases.R1, [], "It is out already", primary, Now).Value!.PublishedWhy.ShouldBeNull();
        PublishRules.Publish(SampleReleases.R1, Open, new('x', 501), primary, Now).Words.ShouldBe("The reason has 501 characters: at most 500 fit");
    }

    [Theory]
    [InlineData("2026-11-25T14:59:59Z", true)]
    [InlineData("2026-11-25T15:00:00Z", false)]
    public void Before_its_due_time_it_is_asked_once_more(string now, bool early) =>
        PublishRules.IsEarly(SampleReleases.R1, Rotation.People.At(now)).ShouldBe(early);

    [Fact]
    public void What_is_missing_is_listed_in_ten_lines_and_a_count()
    {
        IReadOnlyList<Missing> many = [.. Enumerable.Range(1, 12).Select(i => new Missing($"k{i}", $"*Step {i}*", i == 1 ? "<@U1>" : null))];
        var lines = many.Listed().Split('\n');
        lines.Length.ShouldBe(11);
        (lines[0], lines[1], lines[10]).ShouldBe(("• *Step 1* – <@U1>", "• *Step 2*", "… and 2 more"));
        MissingList.Whole.ReadAt([many]).Marks.Count.ShouldBe(1, "it fits a form, however many there are");
    }

    private static Publisher Person(string who, bool atWork) => who switch
    {
        "Primary" => new(SampleReleases.R1.Primary, false, false, atWork),
        "Secondary" => new(SampleReleases.R1.Secondary, false, false, atWork),
        "admin" => new("UGRACE", true, false, atWork),
        "release manager" => new("UKENJI", false, true, atWork),
        _ => new("UOLIVER", false, false, atWork),
    };
}
