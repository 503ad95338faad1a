using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What a form of the checklist carries to its submission: what it is about, and where it was opened.</summary>
/// <param name="Step">The step's key; null for the whole checklist.</param>
/// <param name="ResponseUrl">Where the answer is shown; null when it was opened in the App Home.</param>
/// <param name="Replaces">Whether the answer takes the place of what stands there.</param>
internal sealed record FormFrom(string Release, string? Step, string View, string? ResponseUrl, bool Replaces) : IAboutRelease
{
    public static FormFrom Button(BlockActionRequest request, Place place, string? step) =>
        new(place.Release, step, place.View, request.ResponseUrl, request.IsEphemeral);

    public static FormFrom Command(SlashCommand command, string release, string? step = null) => new(release, step, Place.Next, command.ResponseUrl, false);
}
