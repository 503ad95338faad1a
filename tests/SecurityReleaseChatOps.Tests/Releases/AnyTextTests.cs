using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Any typed text gets an answer of bounded length.</summary>
public sealed class AnyTextTests
{
    public static TheoryData<string> Beginnings { get; } = ["", "<@U1> ", "<@U1> EMEA 09:00-17:00 ", "https://", "<https://x", "18.6.", "Mon-"];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Any_text_is_read_or_refused_in_words(string beginning) =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), end =>
        {
            var text = beginning + end.Get;
            string?[] errors =
            [
                RosterText.TryParseAdd(text, out _, out var error) ? null : error,
                RosterText.TryParseEdit(text, out _, out error) ? null : error,
                WorkingHours.TryParseHours(text, out _, out _, out error) ? null : error,
                WorkingHours.TryParseDays(text, out _, out error) ? null : error,
                ReleaseVersion.TryParse(text, out _, out error) ? null : error,
                ReleaseVersion.TryParseList(text, out _, out error) ? null : error,
                ReleaseLinks.TryParseUrl(text, out _, out error) ? null : error,
                ReleaseLookup.Find(text, [SampleReleases.R1]).Words,
            ];
            return errors.All(words => words is null or { Length: > 10 and < 300 });
        }).QuickCheckThrowOnFailure();
}
