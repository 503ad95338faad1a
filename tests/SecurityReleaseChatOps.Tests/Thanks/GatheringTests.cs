using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Thanks;
using SecurityReleaseChatOps.Tests.Releases;
using static SecurityReleaseChatOps.Thanks.ThanksGroup;

namespace SecurityReleaseChatOps.Tests.Thanks;

/// <summary>Who is thanked, for what, and how the message names them.</summary>
public sealed class GatheringTests
{
    private static readonly Dictionary<string, Member> People = new[]
    {
        Person("U01", "anna", "Anna de Vries"),
        Person("U02", "maria.l", "María López"),
        Person("U03", "kenji", "Kenji Satō"),
        Person("U04", "gone", "Gwen Gone") with { Deleted = true },
        Person("U05", "bot", "Bot") with { IsBot = true },
        Person("U06", "sam", "Sam"),
        Person("U07", "sam2", "Sam"),
    }.ToDictionary(member => member.Id);

    [Theory]
    [InlineData("the first group wins", "U01:Wrote U01:Carried", "Carried @anna")]
    [InlineData("in the order of the groups", "U03:ReleaseManagers alice:Reported U02:Wrote U01:Carried", "Carried @anna; ReleaseManagers @kenji; Wrote @maria.l; Reported alice")]
    [InlineData("in the order in which they come", "U02:Carried U01:Carried U03:Carried", "Carried @maria.l; Carried @anna; Carried @kenji")]
    [InlineData("by whatever name", "@Anna:Wrote U01:Reviewed ANNA_DE_VRIES:Reported", "Reviewed @anna")]
    [InlineData("a name that two have is nobody's", "Sam:Wrote U06:Carried U07:Carried", "Carried @sam; Carried @sam2; Wrote Sam")]
    [InlineData("bots never", "U05:Carried U01:Carried", "Carried @anna")]
    [InlineData("who left is named and not mentioned", "U04:Carried", "Carried Gwen Gone")]
    [InlineData("whom nobody knows is named", "@dev:Wrote Jane_Doe:Wrote jane_doe:Reported", "Wrote @dev; Wrote Jane Doe")]
    [InlineData("nobody", "", "")]
    public void Each_is_thanked_once_for_the_first_of_what_they_did(string because, string did, string thanked) =>
        string.Join("; ", Gathering.Of(Did(did), People).Select(person => $"{person.Group} {person.Typed}")).ShouldBe(thanked, because);

    [Fact]
    public void All_that_someone_did_is_told_to_who_writes_the_thanks()
    {
        var anna = Gathering.Of(
            [new("U01", Wrote, "wrote a#1"), new("U01", Carried, "Primary"), new("U01", Carried, "3 steps"), new("U01", Carried, "Primary")],
            People).ShouldHaveSingleItem();
        (anna.Group, anna.Why).ShouldBe((Carried, anna.Why));
        anna.Why.ShouldBe(["Primary", "3 steps", "wrote a#1"]);
    }

    [Fact]
    public void Nobody_is_there_twice_nor_invented_and_the_groups_keep_their_order() => Prop.ForAll(Deeds.ToArbitrary(), did =>
    {
        var thanked = Gathering.Of(did, People);
        var text = ThanksText.Write(SampleReleases.R1, thanked);
        thanked.Select(person => person.UserId ?? person.Name.ToLowerInvariant()).ShouldBeUnique();
        thanked.Select(person => person.Group).ShouldBeInOrder();
        foreach (var person in thanked)
        {
            var their = did.Where(one => one.Who == person.UserId || Named(one.Who, person)).ToList();
            their.ShouldNotBeEmpty($"{person.Name} did nothing");
            person.Group.ShouldBe(their.Min(one => one.Group));
            person.Why.ShouldBe(their.Select(one => one.What), ignoreOrder: true);
        }
        did.ShouldAllBe(one => one.Who == "U05" || thanked.Any(person => one.Who == person.UserId || Named(one.Who, person)), "nobody is forgotten");
        text.Length.ShouldBeLessThanOrEqualTo(ThanksText.Longest);
        Mentions(ThanksText.Mentioned(text, thanked)).ShouldBe(
            thanked.Where(person => person.Mentioned).Select(person => person.UserId), "all who can be notified are, each once");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("@anna, @Maria.L. and @kenji's day", "<@U01>, <@U02>. and <@U03>'s day")]
    [InlineData("@sam @gone @bot @here <!channel> <@U06>", "@sam @gone @bot @here &lt;!channel&gt; &lt;@U06&gt;")]
    [InlineData("@anna2 @anna-maria a@anna x/@anna @@anna @annaé @anna@x", "@anna2 @anna-maria a@anna x/@anna @@anna @annaé @anna@x")]
    [InlineData("*@anna* & _more_", "\u2217<@U01>\u2217 &amp; \u02CDmore\u02CD")]
    public void Only_those_who_did_something_are_mentioned_and_all_else_stays_as_typed(string typed, string mrkdwn) =>
        ThanksText.Mentioned(typed, Gathering.Of(Did("U01:Carried U02:Carried U03:Wrote U04:Carried"), People)).ShouldBe(mrkdwn);

    [Fact]
    public void Whatever_is_typed_mentions_nobody_else() => Prop.ForAll(
        Gen.ArrayOf(Gen.Elements("@anna", "@sam", "@", "<@U06>", "<!here>", "<", ">", "&", "|", " ", ".", "x", "\n", "@maria.l", "*")).ToArbitrary(), words =>
    {
        var gathered = Gathering.Of(Did("U01:Carried U02:Carried"), People);
        var (typed, shown) = (string.Concat(words), ThanksText.Mentioned(string.Concat(words), gathered));
        Mentions(shown).ShouldBe(Mentions(shown).Where(id => id is "U01" or "U02"));
        Mentions(shown).Distinct().ShouldBe(ThanksText.Notified(typed, gathered).Select(person => person.UserId!), ignoreOrder: true);
        shown.Replace("<@U01>", "").Replace("<@U02>", "").IndexOfAny(['<', '>']).ShouldBe(-1);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Of_very_many_all_are_counted_and_it_fits()
    {
        var many = Gathering.Of(Enumerable.Range(0, 400).Select(i => new Contribution($"Author Number {i} of the Many", Wrote, "wrote it")), People);
        var text = ThanksText.Write(SampleReleases.R1, many);
        text.Length.ShouldBeInRange(500, ThanksText.Longest);
        text.ShouldContain("and 350 more");
    }

    private static Gen<Contribution[]> Deeds => Gen.ArrayOf(
        from who in Gen.Elements("U01", "U02", "U03", "U04", "U05", "U06", "U07", "@anna", "alice", "Alice", "Jane Doe", "María López", "@dev")
        from did in Gen.Elements(Enum.GetValues<ThanksGroup>())
        select (who, did)).Select(all => all.Select((one, i) => new Contribution(one.who, one.did, $"deed {i}")).ToArray());

    /// <summary>Whether a typed name means this person.</summary>
    private static bool Named(string who, Thanked person) => person.UserId switch
    {
        null => who.Equals(person.Name, StringComparison.OrdinalIgnoreCase),
        "U01" => who is "@anna",
        "U02" => who is "María López",
        _ => false,
    } || (person is { UserId: null, Name: "María López" } && who is "María López");

    private static IEnumerable<string> Mentions(string mrkdwn) => Regex.Matches(mrkdwn, "<@([A-Z0-9]+)>").Select(match => match.Groups[1].Value);

    private static IEnumerable<Contribution> Did(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split(':')).Select(parts => new Contribution(parts[0].Replace('_', ' '), Enum.Parse<ThanksGroup>(parts[1]), parts[1]));

    private static Member Person(string id, string name, string shown) => new(id, name, shown, null, IsBot: false, Deleted: false);
}
