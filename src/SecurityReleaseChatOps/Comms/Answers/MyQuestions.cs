using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What waits for one person's answer, across the given releases.</summary>
/// <param name="IsReader">Whether they belong to an audience that was asked about one of them.</param>
internal sealed record Questions(bool IsReader, IReadOnlyList<(CommsSnapshot Snapshot, Ping Ping)> Open)
{
    private const int Most = 8;

    public static Questions None { get; } = new(false, []);

    /// <summary>Each with the buttons of its message. It shows nothing about the release that is under embargo.</summary>
    public IEnumerable<Block> Render()
    {
        if (Open.Count == 0)
            yield break;
        yield return new HeaderBlock { Text = "Waiting for you" };
        foreach (var (index, (snapshot, ping)) in Open.Take(Most).Index())
        {
            yield return SectionBlock.Of(
                $"{PingMessage.Linked(snapshot, ping)}\n*{snapshot.Release.Id}*, due {snapshot.Release.Due()} · asked by {snapshot.Shown(ping.By)}");
            yield return GiveAnswer.Buttons(snapshot, ping, index == 0);
        }
        if (Open.Count > Most)
            yield return ContextBlock.Of($"… and {Open.Count - Most} more.");
        yield return new DividerBlock();
    }
}

/// <summary>Finds what waits for a person: being asked makes them a reader of the release, but only of the questions.</summary>
internal sealed class MyQuestions(CommsStore comms, CommsMatrix matrix, Reaching reaching, SlackDirectory directory)
{
    public async Task<Questions> Of(string person, IEnumerable<Doc<Release>> releases, CancellationToken ct)
    {
        var audiences = matrix.Audiences.Where(audience => reaching.To(audience).People.Contains(person)).Select(audience => audience.Id).ToHashSet();
        var (isReader, open) = (false, new List<(CommsSnapshot, Ping)>());
        foreach (var release in releases)
        {
            // Whom a rehearsal asks is known only from its snapshot.
            if (!(await comms.Pings(release.Id, ct)).Any(read => IsAsked(read.Value) && (release.Value.Rehearsal || audiences.Contains(read.Value.Audience))))
                continue;
            var snapshot = await comms.Open(release, ct);
            var mine = snapshot.Pings.Where(ping => IsAsked(ping) && reaching.To(snapshot, ping.Audience).People.Contains(person)).ToList();
            isReader |= mine.Count > 0;
            open.AddRange(mine.Where(ping =>
                AnswerRules.Waits(snapshot, ping) && AnswerRules.MayNot(snapshot, ping, person, [person], directory.NameOf) is null)
                .OrderBy(ping => ping.SentAt).Select(ping => (snapshot, ping)));
        }
        return new(isReader, open);
    }

    private bool IsAsked(Ping ping) => ping is { Posted: true, Message: { } id } && matrix.Find(id) is { } message && AnswerRules.Of(message.Asks).Count > 0;
}
