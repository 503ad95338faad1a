using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>Whose shifts a feed contains.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeedScope>))]
internal enum FeedScope
{
    /// <summary>Its owner's.</summary>
    Mine,

    /// <summary>All.</summary>
    Team,
}

/// <summary>A calendar at a secret address.</summary>
/// <param name="Owner">Slack user id of the address's owner; revoked when they leave.</param>
/// <param name="Secret">Whoever knows it reads the calendar.</param>
internal sealed record Feed(string Owner, FeedScope Scope, string Secret)
{
    private const int BytesOfSecret = 32;

    public string Id => $"{Owner}/{Scope}";

    public static Feed New(string owner, FeedScope scope) => new(owner, scope, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(BytesOfSecret)));
}

/// <summary>The feeds' documents, one for each owner and scope.</summary>
internal sealed class FeedStore(IStore store)
{
    private static readonly DocumentKind<Feed> Kind = new("calendar-feed");
    private readonly Kept<Feed> _kept = new(store, Kind);

    /// <summary>The feed with a secret; null for none. Constant time.</summary>
    public async Task<Feed?> Find(string secret, CancellationToken ct)
    {
        var asked = Hash(secret);
        Feed? found = null;
        foreach (var feed in await _kept.Read(ct))
        {
            if (CryptographicOperations.FixedTimeEquals(asked, Hash(feed.Value.Secret)))
                found = feed.Value;
        }
        return found;
    }

    /// <summary>Those of a person.</summary>
    public async Task<IReadOnlyList<Doc<Feed>>> Of(string owner, CancellationToken ct) => await store.All(Kind, owner + "/", ct);

    public Task<IReadOnlyList<Doc<Feed>>> All(CancellationToken ct) => _kept.Read(ct);

    public static Commit Give(Commit commit, Feed feed, Doc<Feed>? before) =>
        commit.Put(Kind, feed.Id, feed, before?.Version ?? 0).Audit(feed.Owner, "got a calendar address", "calendar-feed/" + feed.Id);

    public static Commit Revoke(Commit commit, Doc<Feed> feed, string by) =>
        commit.Delete(Kind, feed.Id, feed.Version).Audit(by, "revoked a calendar address", "calendar-feed/" + feed.Id);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
