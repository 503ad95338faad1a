using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>An admin's word that a guest or stranger may hear what is embargoed in one channel.</summary>
/// <param name="By">Slack user id.</param>
internal sealed record Acceptance(string By, string Reason, DateTimeOffset At);

/// <summary>A guest, or someone of another organisation, in a channel of an allow-list: nothing embargoed goes there until they are accepted.</summary>
/// <param name="Accepted">Null as long as they are not.</param>
internal sealed record Outsider(Channel Channel, Member Member, Doc<Acceptance>? Accepted)
{
    public string Key => $"{Channel.Id}/{Member.Id}";

    /// <summary>Plain text: <c>Gus Green, a guest, is in #sec-appsec</c>.</summary>
    public string Named => $"{Member.ShownName}, {(Member.IsStranger ? "of another organisation" : "a guest")}, is in #{Channel.Name}";
}
