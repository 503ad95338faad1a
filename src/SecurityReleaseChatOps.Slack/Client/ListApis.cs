using System.Globalization;

namespace SecurityReleaseChatOps.Slack;

// conversations.*, users.*, usergroups.*: several methods of one name, so a class each.

internal sealed class ConversationsApi(SlackTransport slack) : IConversationsApi
{
    public async Task<HistoryResponse> History(string channelId, string? oldest, string? latest, int limit, string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form("conversations.history", SlackJson.Web.HistoryReply, cancellation,
            ("channel", channelId), ("oldest", oldest), ("latest", latest), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor),
            ("include_all_metadata", "true"));
        return new() { Messages = reply.Messages ?? [], HasMore = reply.HasMore, NextCursor = reply.NextCursor };
    }

    public async Task<HistoryResponse> Replies(string channelId, string threadTs, int limit, string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form("conversations.replies", SlackJson.Web.HistoryReply, cancellation,
            ("channel", channelId), ("ts", threadTs), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor),
            ("include_all_metadata", "true"));
        return new() { Messages = reply.Messages ?? [], HasMore = reply.HasMore, NextCursor = reply.NextCursor };
    }

    public async Task<Conversation> Info(string channelId, CancellationToken cancellation) =>
        (await slack.Form("conversations.info", SlackJson.Web.ConversationReply, cancellation, ("channel", channelId))).Channel ?? new();

    public async Task<Page<Conversation>> List(string types, string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form(
            "conversations.list", SlackJson.Web.ConversationsReply, cancellation, ("types", types), ("limit", "200"), ("cursor", cursor));
        return new(reply.Channels ?? [], reply.NextCursor);
    }

    public async Task<Page<string>> Members(string channelId, string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form(
            "conversations.members", SlackJson.Web.MemberIdsReply, cancellation, ("channel", channelId), ("limit", "1000"), ("cursor", cursor));
        return new(reply.Members ?? [], reply.NextCursor);
    }

    public async Task<Conversation> Open(IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        (await slack.Form("conversations.open", SlackJson.Web.ConversationReply, cancellation, ("users", string.Join(',', userIds)))).Channel ?? new();

    public async Task<Conversation> Join(string channelId, CancellationToken cancellation) =>
        (await slack.Form("conversations.join", SlackJson.Web.ConversationReply, cancellation, ("channel", channelId))).Channel ?? new();

    public Task SetTopic(string channelId, string topic, CancellationToken cancellation) =>
        slack.Form("conversations.setTopic", SlackJson.Web.OkReply, cancellation, ("channel", channelId), ("topic", Blocks.TextFit.Plain(topic, 250)));
}

internal sealed class UsersApi(SlackTransport slack) : IUsersApi
{
    public async Task<User> Info(string userId, CancellationToken cancellation) =>
        (await slack.Form("users.info", SlackJson.Web.UserReply, cancellation, ("user", userId))).User ?? new();

    public async Task<Page<User>> List(string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form("users.list", SlackJson.Web.UsersReply, cancellation, ("limit", "200"), ("cursor", cursor));
        return new(reply.Members ?? [], reply.NextCursor);
    }

    public async Task<Page<Conversation>> Conversations(string types, string? cursor, CancellationToken cancellation)
    {
        var reply = await slack.Form(
            "users.conversations", SlackJson.Web.ConversationsReply, cancellation, ("types", types), ("limit", "1000"), ("cursor", cursor));
        // Slack leaves the field out here, since the bot is a member of all of them.
        return new([.. (reply.Channels ?? []).Select(channel => channel with { IsMember = true })], reply.NextCursor);
    }
}

internal sealed class UserGroupsApi(SlackTransport slack) : IUserGroupsApi
{
    public async Task<IReadOnlyList<UserGroup>> List(CancellationToken cancellation) =>
        (await slack.Form("usergroups.list", SlackJson.Web.UserGroupsReply, cancellation)).Usergroups ?? [];
}

internal sealed class UserGroupUsersApi(SlackTransport slack) : IUserGroupUsersApi
{
    public async Task<IReadOnlyList<string>> List(string groupId, CancellationToken cancellation) =>
        (await slack.Form("usergroups.users.list", SlackJson.Web.GroupUsersReply, cancellation, ("usergroup", groupId))).Users ?? [];

    public async Task<UserGroup> Update(string groupId, IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        (await slack.Form(
            "usergroups.users.update", SlackJson.Web.UserGroupReply, cancellation, ("usergroup", groupId), ("users", string.Join(',', userIds)))).Usergroup
                ?? new();
}

internal sealed class ViewsApi(SlackTransport slack, NamesForOne names) : IViewsApi
{
    // A trigger expires after 3 seconds: a longer timeout would leave no time to retry.
    private static readonly TimeSpan TriggerCall = TimeSpan.FromSeconds(1);

    public Task<ViewInfo> Open(string triggerId, ModalViewDefinition view, CancellationToken cancellation) =>
        Call("views.open", new() { TriggerId = triggerId, View = view }, cancellation, TriggerCall);

    public Task<ViewInfo> Push(string triggerId, ModalViewDefinition view, CancellationToken cancellation) =>
        Call("views.push", new() { TriggerId = triggerId, View = view }, cancellation, TriggerCall);

    public Task<ViewInfo> Update(string viewId, ViewDefinition view, string? hash, CancellationToken cancellation) =>
        Call("views.update", new() { ViewId = viewId, View = view, Hash = hash }, cancellation);

    public Task<ViewInfo> Publish(string userId, HomeViewDefinition view, string? hash, CancellationToken cancellation) =>
        Call("views.publish", new() { UserId = userId, View = view, Hash = hash }, cancellation);

    private async Task<ViewInfo> Call(string method, ViewArguments arguments, CancellationToken cancellation, TimeSpan? within = null) =>
        (await slack.Post(
            method, arguments with { View = Blocks.BlockLimits.Fit(names.In(arguments.View)) }, SlackJson.Web.ViewArguments, SlackJson.Web.ViewReply,
            cancellation, within)).View ?? new();
}
