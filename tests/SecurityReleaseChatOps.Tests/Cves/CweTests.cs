using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CweTests
{
    [Fact]
    public void Each_of_the_list_has_a_name_and_a_usage()
    {
        var all = Enumerable.Range(1, 9999).Select(Cwe.Find).OfType<Cwe>().ToList();
        all.Count.ShouldBe(1427);
        all.CountBy(cwe => cwe.Usage).OrderBy(one => one.Key).Select(one => one.Value).ShouldBe([752, 86, 42, 547]);
        all.ShouldAllBe(cwe => cwe.Name.Length > 0 && cwe.ShortName.Length > 0);
    }

    [Theory]
    [InlineData(79, "Cross-site Scripting", CweUsage.Allowed)]
    [InlineData(352, "Cross-Site Request Forgery", CweUsage.Allowed)]
    [InlineData(862, "Missing Authorization", CweUsage.AllowedWithReview)]
    [InlineData(284, "Improper Access Control", CweUsage.Discouraged)]
    [InlineData(16, "Configuration", CweUsage.Prohibited)]
    public void A_weakness_is_known_by_its_number(int number, string name, CweUsage usage)
    {
        var cwe = Cwe.Find(number).ShouldNotBeNull();
        (cwe.ShortName, cwe.Usage).ShouldBe((name, usage));
        Cwe.NumberOf(cwe.ToString()).ShouldBe(number);
    }

    [Theory]
    [InlineData("79")]
    [InlineData("cwe-79")]
    [InlineData("CWE-079")]
    [InlineData("CWE-79 ")]
    [InlineData("CWE-999999999")]
    [InlineData("NVD-CWE-noinfo")]
    public void Other_texts_are_no_number_of_one(string text) => Cwe.NumberOf(text).ShouldBeNull();

    [Fact]
    public void A_number_that_is_not_in_the_list_is_none() => Cwe.Find(99_999).ShouldBeNull();
}
