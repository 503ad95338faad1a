namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Handlers of every kind, with answers set by the test and a count of their calls.</summary>
internal sealed class Handlers :
    ISlashCommandHandler, IViewSubmissionHandler, IGlobalShortcutHandler, IMessageShortcutHandler, IBlockOptionProvider,
    IBlockActionHandler<BlockAction>, IEventHandler<AppHomeOpened>, IEventHandler<MemberJoinedChannel>, ISlackGate
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public object? Last { get; private set; }

    public Func<SlashCommand, Task<SlashCommandResponse>> OnCommand { get; set; } = _ => Task.FromResult(new SlashCommandResponse());

    public Func<ViewSubmission, Task<ViewSubmissionResponse>> OnSubmission { get; set; } = _ => Task.FromResult(ViewSubmissionResponse.Null);

    public Func<object, Task<ActionResponse>> OnAction { get; set; } = _ => Task.FromResult(ActionResponse.None);

    public Func<BlockOptionsRequest, Task<BlockOptionsResponse>> OnOptions { get; set; } = _ => Task.FromResult(BlockOptionsResponse.None);

    public Func<SlackEvent, Task> OnEvent { get; set; } = _ => Task.CompletedTask;

    public Func<SlackRequestInfo, string?> Gate { get; set; } = _ => null;

    public Task<SlashCommandResponse> Handle(SlashCommand command, CancellationToken cancellation) => OnCommand(Note(command));

    public Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) => OnSubmission(Note(submission));

    public Task HandleClose(ViewClosed closed, CancellationToken cancellation)
    {
        Note(closed);
        return Task.CompletedTask;
    }

    public Task<ActionResponse> Handle(GlobalShortcut shortcut, CancellationToken cancellation) => OnAction(Note(shortcut));

    public Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation) => OnAction(Note(shortcut));

    public Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        LastRequest = request;
        return OnAction(Note(action));
    }

    public BlockActionRequest? LastRequest { get; private set; }

    public Task<BlockOptionsResponse> GetOptions(BlockOptionsRequest request, CancellationToken cancellation) => OnOptions(Note(request));

    public Task Handle(AppHomeOpened slackEvent, CancellationToken cancellation) => OnEvent(Note(slackEvent));

    public Task Handle(MemberJoinedChannel slackEvent, CancellationToken cancellation) => OnEvent(Note(slackEvent));

    public ValueTask<string?> Refuse(SlackRequestInfo request, CancellationToken cancellation) => new(Gate(request));

    private T Note<T>(T request)
    {
        Last = request;
        Interlocked.Increment(ref _asked);
        return request;
    }
}
