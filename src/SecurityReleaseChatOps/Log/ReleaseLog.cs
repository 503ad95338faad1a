using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;

namespace SecurityReleaseChatOps.Log;

/// <summary>Something that happened to a release.</summary>
/// <param name="By">Slack user id, or the name of a job.</param>
/// <param name="Who">Plain text.</param>
/// <param name="What">mrkdwn, to follow who did it.</param>
/// <param name="Seq">The position in the audit: older lines have lower numbers.</param>
internal sealed record LogLine(Instant At, string By, string Who, string What, long Seq);

/// <summary>What happened to a release, read from the audit.</summary>
internal sealed class ReleaseLog(IStore store, CommsMatrix matrix, SlackDirectory directory)
{
    // Entries read at a time: some are not shown, others share a line.
    private const int Read = 100;

    /// <summary>What happened since then, newest first; like entries of one moment share a line.</summary>
    /// <param name="before">Only what is older than the line with this <see cref="LogLine.Seq"/>; null to start at the newest.</param>
    public async Task<IReadOnlyList<LogLine>> Since(string releaseId, Instant since, int most, CancellationToken ct, long? before = null)
    {
        var (words, lines) = (new LogText(matrix, directory.NameOf), new List<LogLine>());
        while (lines.Count < most && await store.Audit(LogText.Subjects(releaseId), since, before, Read, ct) is { Count: > 0 } entries)
        {
            foreach (var same in Together(entries))
            {
                if (words.Of(same) is { } what)
                    lines.Add(new(same[0].At, same[0].Who, words.Who(same[0]), what, same[^1].Seq));
            }
            before = entries[^1].Seq;
        }
        return [.. lines.Take(most)];
    }

    private static IEnumerable<IReadOnlyList<AuditEntry>> Together(IReadOnlyList<AuditEntry> entries)
    {
        for (var at = 0; at < entries.Count;)
        {
            var first = entries[at];
            var same = entries.Skip(at)
                .TakeWhile(entry => (entry.At, entry.Who, entry.What, LogText.Root(entry)) == (first.At, first.Who, first.What, LogText.Root(first))).ToList();
            at += same.Count;
            yield return same;
        }
    }
}
