using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who is told (rows G1 and G2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Audience>))]
public enum Audience
{
    Psirt,
    ReleaseManagers,
    Communications,
    CorporateCommunications,
    Marketing,
    MarketingOps,
    Legal,
    FieldSecurity,
    Support,
    Dedicated,
    Sirt,
    StageTeam,
    Developers,
    HackerOne,
    Researcher,
    Thanks,
}
