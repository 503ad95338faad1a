using System.Text.Json;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class HandoverRulesTests
{
    private static readonly Release R1 = SampleReleases.R1 with { Links = new ReleaseLinks(Issue: "https://gitlab.com/1") };
    private static readonly Instant Evening = People.At("2026-11-25T16:00:00Z");
    private static readonly Instant Morning = People.At("2026-11-26T09:00:00Z");

    [Fact]
    public void A_handover_says_who_to_whom_what_and_as_things_stood()
    {
        var handover = Written(R1, Evening);
        handover.Items.ShouldBeEmpty();
        handover.ShouldBe(new Handover
        {
            Id = "R1-H1",
            ReleaseId = "R1",
            From = "UANNA",
            To = "UBEN",
            Status = "Blog post reviewed",
            Next = "Publish the CVEs",
            Kind = ReleaseKind.Planned,
            Links = R1.Links,
            State = ReleaseState.Preparing,
            DueDate = R1.DueDate,
            WrittenAt = Evening,
            Items = handover.Items,
        });
        handover.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, "s", "n", "to", "Choose who takes over")]
    [InlineData("UANNA", "s", "n", "to", "This is you: choose someone else")]
    [InlineData("UNOBODY", "s", "n", "to", "This person is not on the roster")]
    [InlineData("UBEN", " \n", "n", "status", "Say in a sentence where the release stands")]
    [InlineData("UBEN", "s", null, "next", "Say in a sentence what should happen next")]
    public void A_form_that_lacks_something_says_what(string? to, string? status, string? next, string field, string expected)
    {
        var decision = Write(R1, Evening, Form with { To = to, Status = status, Next = next });
        decision.Errors.ShouldHaveSingleItem().Key.ShouldBe(field);
        decision.Errors[field].ShouldStartWith(expected);
    }

    [Fact]
    public void Too_long_a_text_is_refused_with_its_length()
    {
        var longText = new string('x', 100_000);
        Write(R1, Evening, Form with { Status = longText, Next = longText, Notes = longText }).Errors.ShouldBe(
            new Dictionary<string, string>
            {
                ["status"] = "This has 100,000 characters, and at most 3,000 fit: shorten it, or link to the rest",
                ["next"] = "This has 100,000 characters, and at most 3,000 fit: shorten it, or link to the rest",
                ["notes"] = "This has 100,000 characters, and at most 3,000 fit: shorten it, or link to the rest",
            });
        Write(R1, Evening, Form with { Status = new string('x', 3000) }).Refused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ReleaseState.Closed)]
    [InlineData(ReleaseState.Cancelled)]
    public void An_ended_release_is_neither_handed_over_nor_accepted(ReleaseState state)
    {
        var ended = R1 with { State = state };
        Write(ended, Evening).Errors.Keys.ShouldBe([HandoverFields.To]);
        HandoverRules.Accept(Written(R1, Evening), ended, "UBEN", Morning).Refused.ShouldBeTrue();
    }

    [Fact]
    public void The_sender_stays_the_owner_until_the_receiver_accepts()
    {
        var accepted = HandoverRules.Accept(Written(R1, Evening), R1, "UBEN", Morning);
        accepted.Changed.ShouldBeTrue();
        accepted.Value.ShouldNotBeNull().Release.Owner.ShouldBe("UBEN");
        accepted.Value.Handover.AcceptedBy.ShouldBe("UBEN");
        accepted.Value.Handover.AcceptedAt.ShouldBe(Morning);
        accepted.Value.Handover.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Accepting_twice_changes_nothing()
    {
        var first = HandoverRules.Accept(Written(R1, Evening), R1, "UBEN", Morning).Value.ShouldNotBeNull();
        var second = HandoverRules.Accept(first.Handover, first.Release, "UBEN", Morning + Duration.FromHours(1));
        second.Changed.ShouldBeFalse();
        second.Value.ShouldBe(first);
    }

    [Theory]
    [InlineData("UANNA", "Only the receiver can accept this handover")]
    [InlineData("UCHIKA", "Only the person this handover is addressed to can accept it")]
    public void Nobody_else_accepts(string by, string expected)
    {
        var decision = HandoverRules.Accept(Written(R1, Evening), R1, by, Morning);
        decision.Refused.ShouldBeTrue();
        decision.Words.ShouldNotBeNull().ShouldStartWith(expected);
    }

    [Fact]
    public void A_newer_handover_takes_the_place_of_an_open_one_only()
    {
        var first = Written(R1, Evening);
        var accepted = HandoverRules.Accept(first, R1, "UBEN", Morning).Value.ShouldNotBeNull().Handover;
        Write(R1, Morning, earlier: [accepted]).Value.ShouldNotBeNull().Replaced.ShouldBeEmpty();

        var second = Write(R1, Morning, earlier: [first]).Value.ShouldNotBeNull();
        second.Handover.Id.ShouldBe("R1-H2");
        var replaced = second.Replaced.ShouldHaveSingleItem();
        replaced.ShouldBe(first with { ReplacedBy = "R1-H2" });
        Write(R1, Morning, earlier: [replaced, second.Handover]).Value.ShouldNotBeNull().Replaced.ShouldHaveSingleItem().Id.ShouldBe("R1-H2");
        HandoverRules.Accept(replaced, R1, "UBEN", Morning).Words.ShouldBe("A newer handover took the place of this one");
    }

    [Fact]
    public void One_that_came_to_nothing_is_not_accepted() =>
        HandoverRules.Accept(Written(R1, Evening) with { WithdrawnFor = "UCHIKA" }, R1, "UBEN", Morning).Words.ShouldBe(
            "Someone else has had R1 since: this handover came to nothing");

    [Theory]
    [InlineData("UBEN", " Review the post ", null)]
    [InlineData("UBEN", " ", "Say in a line what you do first")]
    [InlineData("UANNA", "Review the post", "Only who accepted this handover can say that")]
    public void What_the_receiver_does_first_is_theirs_to_say(string by, string words, string? no)
    {
        var accepted = HandoverRules.Accept(Written(R1, Evening), R1, "UBEN", Morning).Value.ShouldNotBeNull().Handover;
        var said = HandoverRules.First(accepted, words, by);
        (said.Words, said.Value?.First).ShouldBe((no, no is null ? "Review the post" : null));
        HandoverRules.First(accepted, new string('x', 151), "UBEN").Refused.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UANNA", "2026-11-25T03:00:00Z", HandoverChoice.HandOver)]
    [InlineData("UBEN", "2026-11-25T13:59:00Z", HandoverChoice.AddNote)] // his workday of yesterday began less than a day ago
    [InlineData("UBEN", "2026-11-29T16:00:00Z", HandoverChoice.Nothing)] // a Sunday
    [InlineData("UCHIKA", "2026-11-25T03:00:00Z", HandoverChoice.Nothing)]
    public void Who_has_it_hands_it_over_and_the_other_who_works_that_day_adds_a_note(string by, string now, HandoverChoice turn) =>
        HandoverRules.ChoiceOf(R1, by, People.Roster.Single(one => one.UserId == by), People.At(now)).ShouldBe(turn);

    [Fact]
    public void Collected_messages_go_into_it_or_are_dropped_and_those_not_shown_wait_on()
    {
        Collected[] collected = [Message("3"), Message("1"), Message("2"), Message("4")];
        var ids = collected.ToDictionary(item => item.Id.Split('/')[2], item => item.Id);
        var form = Form with { Offered = [ids["1"], ids["2"], ids["3"]], Keep = [ids["3"], ids["1"]] };
        var written = Write(R1, Evening, form, collected: collected).Value.ShouldNotBeNull();

        written.Handover.Items.Select(item => item.Id).ShouldBe([ids["1"], ids["3"]]);
        written.Collected.Where(item => item.Dropped).Select(item => item.Id).ShouldBe([ids["2"]]);
        written.Collected.Where(item => item.HandoverId == "R1-H1").Select(item => item.Id).ShouldBe([ids["3"], ids["1"]]);
        written.Collected.ShouldNotContain(item => item.Id == ids["4"]);
    }

    [Fact]
    public void What_was_used_or_dropped_while_the_form_was_open_stays_out()
    {
        Collected[] collected = [Message("1") with { HandoverId = "R1-H1" }, Message("2") with { Dropped = true },
            Message("3", release: R1 with { Id = "R2" })];
        var ids = collected.Select(item => item.Id).ToArray();
        var written = Write(R1, Evening, Form with { Offered = ids, Keep = ids }, collected: collected).Value.ShouldNotBeNull();
        written.Handover.Items.ShouldBeEmpty();
        written.Collected.ShouldBeEmpty();
    }

    [Fact]
    public void A_handover_is_stored_and_read_back()
    {
        var item = Message("1");
        var handover = Written(R1, Evening, Form with { Notes = "n", Offered = [item.Id], Keep = [item.Id] }, collected: [item]);
        var json = JsonSerializer.Serialize(handover, StoreJson.Options);
        var read = JsonSerializer.Deserialize<Handover>(json, StoreJson.Options).ShouldNotBeNull();
        read.Items.ShouldBe(handover.Items);
        read.ShouldBe(handover with { Items = read.Items });
        json.ShouldNotContain("IsOpen");
    }
}
