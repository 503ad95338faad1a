using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Judges everything that is told, when it is saved and again when it is sent. It says nothing of the text to anyone.</summary>
internal sealed partial class EmbargoGuard(EmbargoDesk desk, SlackDirectory directory, Settings settings) : IEmbargoGuard
{
    public async ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken)
    {
        if (outgoing.Any(one => one.IsLast))
            await directory.WhenKnown(cancellationToken);
        var state = await desk.Read(cancellationToken);
        return outgoing
            .Select(one => EmbargoRules.Refuse(state, one.About, () => NormalText.OfJson(one.Json), ReaderOf(one.Reader, one.IsLast), settings.Embargo))
            .FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Who reads what goes to this channel or person.</summary>
    /// <param name="isLast">Whether nothing more will be known of them.</param>
    public Reader ReaderOf(string to, bool isLast)
    {
        // Of nobody anything is known in the first moments after the first start: it is judged when it is sent.
        var isSure = isLast || directory.Snapshot is not null;
        if (UserId().IsMatch(to))
            return new(directory.NameOf(to), null, null, directory.RoleOf(to), isSure);
        var asked = to.TrimStart('#');
        var channel = directory.FindChannel(asked);
        return new($"#{channel?.Name ?? asked}", asked, channel, Access.Role.None, isLast);
    }

    [GeneratedRegex("^[UW][A-Z0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserId();
}
