using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>Judges every outgoing message, when it is saved and again when it is sent. Its refusals reveal nothing of the text.</summary>
internal sealed class EmbargoGuard(EmbargoStore embargoes, SlackDirectory directory, FreshChannels channels, Hearers hearers, Settings settings) : IEmbargoGuard
{
    // A reader who may read nothing embargoed: what must not go to them is embargoed.
    private static readonly Reader Anyone = new("anyone", "anyone", null, Access.Role.None, IsSure: true);

    public async ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken)
    {
        if (outgoing.Any(one => one.IsLast))
            await directory.WhenKnown(cancellationToken);
        var state = await embargoes.Read(cancellationToken);
        foreach (var one in outgoing)
        {
            var text = new Lazy<NormalText>(() => NormalText.OfJson(one.Json));
            var isEmbargoed = one.IsLast && !SlackDirectory.IsPerson(one.Reader) && Judge(one, text, Anyone) is not null;
            if (isEmbargoed)
                await Await(one.Reader, cancellationToken);
            var refusal = Judge(one, text, ReaderOf(one.Reader, one.IsLast));
            if (refusal is null && isEmbargoed)
                refusal = await hearers.Refuse(one.Reader, cancellationToken);
            if (refusal is not null)
                return refusal;
        }
        return null;

        string? Judge(Outgoing one, Lazy<NormalText> text, Reader reader) => EmbargoRules.Refuse(state, one.About, () => text.Value, reader, settings.Embargo);
    }

    /// <summary>Who reads a message to this channel or person.</summary>
    /// <param name="isLast">Whether nothing more will become known about the reader.</param>
    public Reader ReaderOf(string to, bool isLast)
    {
        // Right after the very first start nothing is known about anyone; the message is then judged when it is sent.
        var isSure = isLast || directory.Snapshot is not null;
        if (SlackDirectory.IsPerson(to))
            return new(directory.NameOf(to), null, null, directory.RoleOf(to), isSure);
        var asked = to.TrimStart('#');
        var channel = directory.FindChannel(asked);
        return new($"#{channel?.Name ?? asked}", asked, channel, Access.Role.None, isLast);
    }

    /// <summary>Asks Slack about a channel that somebody chose, if the app does not know it yet.</summary>
    /// <exception cref="RefusalException">Slack did not answer.</exception>
    public async Task Look(string channel, CancellationToken ct)
    {
        try
        {
            if (directory.FindChannel(channel) is null)
                await channels.Look(channel, ct);
        }
        catch (SlackException fault)
        {
            throw new RefusalException(Unjudged(channel, fault));
        }
    }

    private async Task Await(string channel, CancellationToken ct)
    {
        try
        {
            await channels.Look(channel, ct);
        }
        catch (SlackException fault)
        {
            throw new NotYetException(Unjudged(channel, fault), fault);
        }
    }

    private string Unjudged(string channel, SlackException fault) =>
        $"Slack does not tell who can read #{directory.FindChannel(channel)?.Name ?? channel} ({fault.Message}): nothing embargoed goes there until it does.";
}
