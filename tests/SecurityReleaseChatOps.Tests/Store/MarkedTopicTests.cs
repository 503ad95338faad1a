using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>The app owns one part of a topic; the rest is people's and stays as they wrote it.</summary>
public sealed class MarkedTopicTests
{
    private const string Mark = ":calendar: Next ";

    [Theory]
    [InlineData("", "release 9 Dec", ":calendar: Next release 9 Dec")]
    [InlineData("Be kind", "release 9 Dec", "Be kind | :calendar: Next release 9 Dec")]
    [InlineData("Be kind | :calendar: Next release 25 Nov", "release 9 Dec", "Be kind | :calendar: Next release 9 Dec")]
    [InlineData(":calendar: Next release 25 Nov | Be kind", "release 9 Dec", ":calendar: Next release 9 Dec | Be kind")]
    [InlineData("Be | :calendar: Next release 25 Nov | kind", "release 9 Dec", "Be | :calendar: Next release 9 Dec | kind")]
    [InlineData("Be kind", "release of A | B", "Be kind | :calendar: Next release of A / B")]
    [InlineData("Be kind | :calendar: Next release 25 Nov", "", "Be kind")]
    [InlineData("Be kind |  | here", "", "Be kind |  | here")]
    public void The_app_changes_its_own_part_alone(string topic, string words, string then) => MarkedTopic.In(topic, Mark, words).ShouldBe(then);

    [Fact]
    public void Where_it_does_not_fit_people_keep_their_words()
    {
        var theirs = new string('x', 240);
        MarkedTopic.In(theirs, Mark, "release 9 Dec").ShouldBe(theirs);
        MarkedTopic.In($"{theirs} | {Mark}9", Mark, "release 9 Dec").ShouldBe(theirs);
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var once = MarkedTopic.In("Be kind", Mark, "release 9 Dec");
        MarkedTopic.In(once, Mark, "release 9 Dec").ShouldBe(once);
    }
}
