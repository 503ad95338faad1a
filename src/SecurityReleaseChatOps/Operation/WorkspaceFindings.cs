using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Operation;

/// <summary>What the workspace lacks, by the same checks the running app makes; outside it, the directory is first read for them.</summary>
internal sealed class WorkspaceFindings(
    DirectoryReader reader, DirectoryKeeper keeper, SlackDirectory directory, WorkspaceCheck check, Hearers hearers, LeaversCheck leavers,
    UserGroupCheck groups, AppTokenCheck appToken)
{
    // Each person takes one call; those who can read embargoed facts come first, and few workspaces have more of them.
    private const int MostRead = 500;

    /// <summary>Reads what is needed from Slack, then runs the checks.</summary>
    public async Task<IReadOnlyList<string>> ReadAndFind(CancellationToken ct)
    {
        var apart = new List<string>();
        try
        {
            await keeper.Load(ct);
            var next = new Queue<string>(await reader.Workspace(ct));
            var read = new HashSet<string>();
            while (read.Count < MostRead && next.TryDequeue(out var id))
            {
                if (!read.Add(id))
                    continue;
                if (SlackDirectory.IsPerson(id))
                {
                    await reader.Person(id, ct);
                    continue;
                }
                await reader.Channel(id, ct);
                foreach (var present in directory.Snapshot?.Present.GetValueOrDefault(id) ?? [])
                    next.Enqueue(present);
            }
            check.Look();
            apart.AddRange(await groups.Find(ct));
        }
        catch (SlackException fault)
        {
            check.Unreachable(fault);
        }
        if (await appToken.Find(ct) is { } line)
            apart.Add(line);
        return [.. await Find(ct), .. apart];
    }

    /// <summary>Runs the checks on what is already known.</summary>
    public async Task<IReadOnlyList<string>> Find(CancellationToken ct) =>
    [
        .. check.Problems,
        .. await hearers.HeldBack(ct),
        .. await leavers.Find(ct),
    ];
}
