using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Access;

/// <summary>Whether the user groups of the rotation are there, and the one that the app writes can be written.</summary>
internal sealed class UserGroupCheck(ISlackApiClient slack, SlackDirectory directory, Settings settings)
{
    /// <summary>What is wrong and what to do, a line each.</summary>
    public async Task<IReadOnlyList<string>> Find(CancellationToken ct)
    {
        var wrong = new List<string>();
        foreach (var (key, name) in new[] { ("UserGroup", settings.Rotation.UserGroup), ("RosterGroup", settings.Rotation.RosterGroup) })
        {
            if (name is null)
                continue;
            if (directory.Snapshot?.FindGroup(name) is not { } group)
                wrong.Add($"Rotation:{key} is “{name}”, and there is no user group of that name: make it, or write {RotationSettings.None}.");
            else if (key == "RosterGroup" && group.Users.Count == 0)
                wrong.Add($"Rotation:{key} is “{name}”, and nobody is in it: put the engineers into it, or write {RotationSettings.None}.");
            else if (key == "UserGroup" && await Refusal(group, ct) is { } refusal)
                wrong.Add(refusal);
        }
        return wrong;
    }

    /// <summary>Slack tells who may write a group only when it is written: its own people over themselves, which changes nothing.</summary>
    private async Task<string?> Refusal(Group group, CancellationToken ct)
    {
        try
        {
            // One without people is never refused for who writes it: there is nothing to write.
            if (group.Users.Count > 0)
                await slack.UserGroupUsers.Update(group.Id, group.Users, ct);
            return null;
        }
        catch (SlackException refused) when (refused.ErrorCode != "missing_scope")
        {
            return UserGroupRefusal.Words(refused, group.Handle);
        }
        catch (SlackException)
        {
            return null; // the scope is named among those that are missing
        }
    }
}
