using System.Text.Json;
using NodaTime.Text;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Earlier versions read and wrote the same text.</summary>
public sealed class MomentJsonTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("2026-11-27T00:06:52Z")]
    [InlineData("2026-11-27T00:06:52.12Z")]
    [InlineData("2026-11-27T00:06:52.1234567Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void A_moment_is_written_as_before_and_read_as_itself(string text)
    {
        var moment = People.At(text);
        var json = JsonSerializer.Serialize(moment, StoreJson.Options);
        json.ShouldBe(JsonSerializer.Serialize(moment.ToDateTimeOffset(), StoreJson.Options));
        json.ShouldEndWith("+00:00\"");
        Read<Instant>(json).ShouldBe(moment);
        Read<Instant>($"\"{text}\"").ShouldBe(moment);
    }

    [Fact]
    public void A_moment_in_another_zone_is_the_same() =>
        Read<Instant>("\"2026-11-27T01:06:52+01:00\"").ShouldBe(People.At("2026-11-27T00:06:52Z"));

    [Theory]
    [InlineData("2026-11-27T00:15:00Z")]
    [InlineData("2026-11-27T00:15:00.1234567Z")]
    public void A_cover_is_written_as_before_and_read_as_itself(string until)
    {
        var cover = new Cover("1", "UANNA", "UBEN", People.At("2026-11-27T00:00:00Z"), People.At(until));
        var json = JsonSerializer.Serialize(cover, StoreJson.Options);
        json.ShouldContain($"\"from\":\"2026-11-27T00:00:00Z\",\"until\":\"{InstantPattern.ExtendedIso.Format(cover.Until)}\"");
        Read<Cover>(json).ShouldBe(cover);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, StoreJson.Options)!;
}
