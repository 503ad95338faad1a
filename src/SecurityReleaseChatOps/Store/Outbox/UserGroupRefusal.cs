namespace SecurityReleaseChatOps.Store;

/// <summary>Why Slack does not let a user group be written, and what to do.</summary>
internal static class UserGroupRefusal
{
    /// <returns>Null when it is refused for another reason than who writes.</returns>
    public static string? Words(SlackException refused, string handle) => refused.ErrorCode switch
    {
        "permission_denied" => "let everyone edit user groups, in the workspace's settings, or do it by hand",
        "missing_scope" => "reinstall the app with the scope usergroups:write",
        "plan_upgrade_required" or "paid_teams_only" => "the workspace's plan has no user groups",
        _ => null,
    } is { } mend ? $"Slack does not let me change @{handle} ({refused.ErrorCode}): {mend}." : null;
}
