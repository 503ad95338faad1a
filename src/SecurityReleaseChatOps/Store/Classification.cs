using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Store;

/// <summary>How confidential a message is meant to be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidentiality>))]
public enum Confidentiality
{
    /// <summary>The team's own talk, which should carry no embargoed fact: its words are judged wherever it goes.</summary>
    Internal,

    /// <summary>About a release that may be under embargo: until it is published only its allow-list may read it, whatever the words are.</summary>
    Embargoed,

    /// <summary>For everyone, once the release is published: refused before, wherever it goes.</summary>
    Public,
}

/// <summary>
/// What a message is about, said by whoever shows it; nothing is shown without. With the words themselves it decides who may
/// read it, see <see cref="IEmbargoGuard"/>.
/// </summary>
public sealed record Classification
{
    public required Confidentiality Level { get; init; }

    /// <summary>The release that it is about; null for none.</summary>
    public string? Release { get; init; }

    /// <summary>Slack user id of the admin who lifted the embargo of <see cref="Release"/> for this one message; null when nobody did.</summary>
    public string? LiftedBy { get; init; }

    /// <summary>
    /// Ids of further releases whose embargo the same admin lifted for it, since it carries what they keep too, with blanks between them.
    /// One text and no list: two classifications that say the same are equal.
    /// </summary>
    public string LiftedToo { get; init; } = "";

    public static Classification Internal { get; } = new() { Level = Confidentiality.Internal };

    public static Classification Embargoed(string release) => new() { Level = Confidentiality.Embargoed, Release = release };

    public static Classification Public(string release) => new() { Level = Confidentiality.Public, Release = release };
}
