using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Ping</b> of a checklist's step: opens the modal with the messages that fit it.</summary>
internal sealed class StepPings(CommsDesk desk, PingForms forms, CommsMatrix matrix) : IStepPings
{
    public bool CanTell(ReleaseFacts release, Item item) =>
        matrix.ForStep(item.Id, release).Count > 0 || item.Pings.Any(audience => matrix.Find(audience) is { Channel: not null });

    public async Task<ActionResponse> Open(string releaseId, Item item, BlockActionRequest request, CancellationToken cancellation)
    {
        if (await desk.Open(releaseId, cancellation) is not { } file)
            return ActionResponse.Ephemeral("This release is not there any more. `/release list` shows all.");
        if (file.Release.State == ReleaseState.Cancelled)
            return ActionResponse.Ephemeral($"{file.Release.Named()} is cancelled: nobody is told any more.");
        var messages = matrix.ForStep(item.Id, file.Release.Facts()).Where(message => file.Find($"{releaseId}/{message.Id}") is null).ToList();
        // What is offered beside what is required is chosen by hand.
        var asked = messages.Any(message => message.Required) ? messages.Where(message => message.Required) : messages;
        var audiences = messages.Count > 0 ? [] : item.Pings.Where(audience => matrix.Find(audience) is { Channel: not null });
        return ActionResponse.Open(forms.For(file, new(releaseId, [.. asked.Select(message => message.Id)], ResponseUrl: request.ResponseUrl), request.UserId, audiences));
    }
}
