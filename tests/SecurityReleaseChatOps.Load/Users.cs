using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Load;

/// <summary>Types a command.</summary>
/// <param name="text">What follows /release.</param>
/// <param name="expect">Words that the answer, or the modal that it opens, must have, so that a refusal is not measured as a success.</param>
/// <param name="opens">Where the modal arrives; the answer is complete only then. Null: it is answered at once.</param>
internal sealed class CommandUser(string text, string expect, FakeWebApi? opens = null) : IUser
{
    private readonly SlackRequest _request = SlackRequests.Command(text);
    private readonly byte[] _expect = Encoding.UTF8.GetBytes(expect);

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (bytes, number) = _request.Next();
        var opened = opens?.Opened(number);
        var (status, body) = await connection.Exchange(bytes, cancellation);
        // A modal's command is answered with nothing: with words it is refused, and no modal comes.
        if (status != 200 || (opens is not null && body.Length > 0))
            throw Unexpected(status, body.Span);
        if (opened is not null)
        {
            body = await opened.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
            opens!.Forget(number);
        }
        if (body.Span.IndexOf(_expect) < 0)
            throw Unexpected(status, body.Span);
    }

    private LoadException Unexpected(int status, ReadOnlySpan<byte> body) =>
        new($"/release {text} was answered {status} {Encoding.UTF8.GetString(body)}");

    public void Dispose() => _request.Dispose();
}

/// <summary>Submits the form Links of one release, with another link each time.</summary>
internal sealed class SubmissionUser(string release) : IUser
{
    private readonly SlackRequest _request = SlackRequests.Links(release);

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_request.Next().Bytes, cancellation);
        if (status != 200 || body.Length > 0)
            throw new LoadException($"The form Links was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public void Dispose() => _request.Dispose();
}

/// <summary>Publishes one release by its command and takes that back with the button of the answer, turn about: both are stored.</summary>
internal sealed partial class ButtonUser(string release) : IUser
{
    private readonly SlackRequest _publish = SlackRequests.Command($"published {release}");
    private string? _undo;

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        using var click = _undo is null ? null : SlackRequests.Click("release.undo", _undo);
        var (status, body) = await connection.Exchange((click ?? _publish).Next().Bytes, cancellation);
        var undo = Undo().Match(Encoding.UTF8.GetString(body.Span));
        if (status != 200 || (click is null) != undo.Success)
            throw new LoadException($"{(click is null ? $"/release published {release}" : "Undo")} was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        _undo = undo.Success ? undo.Groups["value"].Value : null;
    }

    public void Dispose() => _publish.Dispose();

    [GeneratedRegex("\"value\":\"(?<value>R\\d+ \\d+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Undo();
}
