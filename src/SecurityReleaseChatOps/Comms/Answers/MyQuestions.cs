using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What waits for one person's answer, over all releases under way.</summary>
/// <param name="IsReader">Whether they are of an audience that was asked about one of them.</param>
internal sealed record Questions(bool IsReader, IReadOnlyList<(CommsFile File, Ping Ping)> Open)
{
    private const int Most = 8;

    public static Questions None { get; } = new(false, []);

    /// <summary>Each with its buttons, as the message has them. Of the release it tells nothing that is under embargo.</summary>
    public IEnumerable<Block> Render()
    {
        if (Open.Count == 0)
            yield break;
        yield return new HeaderBlock { Text = "Waiting for you" };
        foreach (var (file, ping) in Open.Take(Most))
        {
            var title = file.Addresses.GetValueOrDefault(ping.Id) is { } address ? Mrkdwn.Link(address, file.MessageOf(ping)!.Title) : PingMessage.Title(file, ping);
            yield return new SectionBlock { Text = new Markdown($"*{title}*\n*{file.Release.Id}*, due {file.Release.Due()} · {Mrkdwn.User(ping.By)} asked {Mrkdwn.Date(ping.SentAt!.Value)}") };
            yield return GiveAnswer.Buttons(file, ping);
        }
        if (Open.Count > Most)
            yield return new ContextBlock { Elements = [new Markdown($"… and {Open.Count - Most} more.")] };
        yield return new DividerBlock();
    }
}

/// <summary>Finds what waits for a person: being asked makes one a reader of the release, of that much.</summary>
internal sealed class MyQuestions(CommsDesk desk, CommsMatrix matrix, Reaching reaching, SlackDirectory directory)
{
    public async Task<Questions> Of(string person, IEnumerable<Doc<Release>> releases, CancellationToken ct)
    {
        var asked = matrix.Messages.Where(message => AnswerRules.Of(message.Asks).Count > 0 && matrix.Find(message.To) is { } audience && reaching.To(audience).People.Contains(person))
            .Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        var (isReader, open) = (false, new List<(CommsFile, Ping)>());
        foreach (var release in asked.Count == 0 ? [] : releases)
        {
            if (!(await desk.Pings(release.Id, ct)).Any(IsToThem))
                continue;
            isReader = true;
            var file = await desk.Open(release, ct);
            open.AddRange(file.Read.Where(IsToThem).Select(read => read.Value)
                .Where(ping => AnswerRules.Waits(file, ping) && AnswerRules.MayNot(file, ping, person, [person], directory.NameOf) is null)
                .OrderBy(ping => ping.SentAt).Select(ping => (file, ping)));
        }
        return new(isReader, open);

        bool IsToThem(Doc<Ping> read) => read.Value is { Posted: true, Message: { } message } && asked.Contains(message);
    }
}
