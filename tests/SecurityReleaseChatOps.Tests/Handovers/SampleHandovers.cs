using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>Handovers and forms for the tests.</summary>
internal static class SampleHandovers
{
    /// <summary>Anna's form, to Ben.</summary>
    public static HandoverInput Form { get; } =
        new(People.Anna.UserId, People.Ben.UserId, " Blog post reviewed ", " Publish the CVEs ", null, Offered: [], Keep: []);

    public static Handover Written(
        Release release, Instant now, HandoverInput? form = null, IReadOnlyList<Handover>? earlier = null, IReadOnlyList<Collected>? collected = null) =>
        Write(release, now, form, earlier, collected).Value.ShouldNotBeNull().Handover;

    public static Decision<WrittenHandover> Write(
        Release release, Instant now, HandoverInput? form = null, IReadOnlyList<Handover>? earlier = null, IReadOnlyList<Collected>? collected = null) =>
        HandoverRules.Write(form ?? Form, release, People.Roster, earlier ?? [], collected ?? [], now);

    public static Collected Message(string ts, Release? release = null, string text = "a fix was reverted") =>
        CollectRules.Add(
            release ?? SampleReleases.R1,
            new CollectedMessage("C1", ts, "UBEN", text, $"https://example.slack.com/archives/C1/p{ts}"),
            "UANNA",
            [],
            People.At("2026-11-25T10:00:00Z") + Duration.FromSeconds(int.Parse(ts))).Value.ShouldNotBeNull();
}
