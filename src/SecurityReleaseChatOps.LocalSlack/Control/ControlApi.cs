using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.Sockets;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>The whole control API.</summary>
internal static class ControlApi
{
    public static void Map(
        WebApplication server, Workspace workspace, Interactions interactions, Triggers triggers, Faults faults, Journal journal, SocketHub sockets)
    {
        var control = new ControlEndpoints(workspace, server.Services.GetRequiredService<ILogger<ControlEndpoints>>());
        StateControl.Map(control, server);
        MessageControl.Map(control, server);
        PeopleControl.Map(control, server);
        new CommandControl(interactions).Map(control, server);
        var form = new FormValues(workspace, interactions);
        var views = new ViewControl(workspace, interactions, triggers, form);
        views.Map(control, server);
        new ActionControl(workspace, interactions, form, views).Map(control, server);
        new FaultControl(faults, journal, sockets).Map(control, server);
        server.MapGet("/control/stream", new StreamControl(workspace, server.Lifetime).Handle);
    }
}
