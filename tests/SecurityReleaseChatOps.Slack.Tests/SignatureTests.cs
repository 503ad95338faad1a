using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class SignatureTests
{
    // The example from Slack's documentation of request signing.
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly byte[] BodyBytes = Encoding.UTF8.GetBytes(Body);

    [Fact]
    public void Slacks_documented_example_is_accepted() =>
        Verifier(secondsAfter: 0).Refuse(Timestamp, Signature, BodyBytes).ShouldBeNull();

    [Fact]
    public void The_same_verifier_accepts_it_again_and_again()
    {
        var verifier = Verifier(0);
        for (var i = 0; i < 3; i++)
        {
            verifier.Refuse(Timestamp, Signature, BodyBytes).ShouldBeNull();
            verifier.Refuse(Timestamp, Signature, "other"u8).ShouldBe("the signature is wrong");
        }
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "the timestamp is too old")]
    [InlineData(-300, null)]
    [InlineData(-301, "the timestamp is in the future")]
    public void Five_minutes_either_way_are_allowed(int secondsAfter, string? refusal) =>
        Verifier(secondsAfter).Refuse(Timestamp, Signature, BodyBytes).ShouldBe(refusal);

    [Theory]
    [InlineData(null, Signature, "the signature is missing")]
    [InlineData(Timestamp, null, "the signature is missing")]
    [InlineData(Timestamp, "", "the signature is missing")]
    [InlineData("15314206x8", Signature, "the timestamp is not a number")]
    [InlineData("-1531420618", Signature, "the timestamp is not a number")]
    [InlineData("99999999999999999999999", Signature, "the timestamp is not a number")]
    [InlineData("01531420618", Signature, "the signature is wrong")]
    [InlineData(Timestamp, "v0=", "the signature is wrong")]
    [InlineData(Timestamp, "v0=a2114d57", "the signature is wrong")]
    [InlineData(Timestamp, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "the signature is wrong")]
    [InlineData(Timestamp, "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "the signature is wrong")]
    [InlineData(Timestamp, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504", "the signature is wrong")]
    [InlineData(Timestamp, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503ab", "the signature is wrong")]
    [InlineData(Timestamp, "v0=zz114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "the signature is wrong")]
    public void Anything_else_is_refused(string? timestamp, string? signature, string refusal) =>
        Verifier(0).Refuse(timestamp, signature, BodyBytes).ShouldBe(refusal);

    [Fact]
    public void A_changed_byte_of_the_body_is_noticed()
    {
        var verifier = Verifier(0);
        for (var i = 0; i < BodyBytes.Length; i += 7)
        {
            var tampered = BodyBytes.ToArray();
            tampered[i] ^= 1;
            verifier.Refuse(Timestamp, Signature, tampered).ShouldBe("the signature is wrong");
        }
    }

    [Fact]
    public void Without_a_secret_nothing_is_accepted() =>
        new SignatureVerifier(new(), TimeProvider.System).Refuse(Timestamp, Signature, BodyBytes).ShouldBe("no signing secret is configured");

    [Fact]
    public async Task A_replayed_request_is_refused_with_one_log_line()
    {
        await using var app = await TestApp.Start();
        (await app.Send(app.Signed("/slack/command", app.Command(), ago: TimeSpan.FromMinutes(6)))).Status.ShouldBe((int)HttpStatusCode.Unauthorized);
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain("too old");
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_forged_request_is_refused_before_its_body_is_read()
    {
        await using var app = await TestApp.Start();
        var forged = app.Signed("/slack/action", "payload={broken");
        forged.Headers.Remove("X-Slack-Signature");
        forged.Headers.Add("X-Slack-Signature", "v0=" + new string('0', 64));
        (await app.Send(forged)).Status.ShouldBe(401);
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain("the signature is wrong");
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        await using var app = await TestApp.Start();
        (await app.Send(
            new(HttpMethod.Post, "/slack/event")
            {
                Content = new StringContent(
                """{"type":"url_verification","challenge":"x"}""", Encoding.UTF8, "application/json")
            })).Status.ShouldBe(401);
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain("missing");
    }

    private static SignatureVerifier Verifier(int secondsAfter) => new(
        new() { SigningSecret = TestApp.Secret },
        new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, System.Globalization.CultureInfo.InvariantCulture) + secondsAfter)));
}
