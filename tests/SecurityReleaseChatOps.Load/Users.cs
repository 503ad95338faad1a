using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Load;

/// <summary>Types a command with an immediate answer.</summary>
/// <param name="text">The command's arguments.</param>
/// <param name="expect">Words the answer must contain, so that a refusal is not measured as a success.</param>
internal sealed class CommandUser(string text, string expect, string command = "/release") : IUser
{
    private readonly SlackRequest _request = SlackRequests.Command(text, command);
    private readonly byte[] _expect = Encoding.UTF8.GetBytes(expect);

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_request.Next().Bytes, cancellation);
        if (status != 200 || body.Span.IndexOf(_expect) < 0)
            throw new LoadException($"{command} {text} was answered {status} {Encoding.UTF8.GetString(body.Span[..Math.Min(1000, body.Length)])}");
    }

    public void Dispose() => _request.Dispose();
}

/// <summary>Opens a form, by default New release; measured until it is open.</summary>
internal sealed class ModalUser(FakeWebApi slack, string text = "new", string command = "/release", string form = "release.new") : IUser
{
    private readonly SlackRequest _request = SlackRequests.Command(text, command);

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation) =>
        await OpenForm.By(_request, form, slack, connection, cancellation);

    public void Dispose() => _request.Dispose();
}

/// <summary>Opens one release's form Links and submits it with a different link each time; the submission is measured.</summary>
internal sealed class SubmissionUser(string release, FakeWebApi slack) : IUser
{
    private readonly SlackRequest _open = SlackRequests.Command($"links {release}");
    private SlackRequest? _submit;

    public async ValueTask Prepare(LoadConnection connection, CancellationToken cancellation)
    {
        _submit?.Dispose();
        _submit = SlackRequests.Links(await OpenForm.By(_open, "release.links", slack, connection, cancellation));
    }

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_submit!.Next().Bytes, cancellation);
        if (status != 200 || body.Length > 0)
            throw new LoadException($"The form Links was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public void Dispose()
    {
        _open.Dispose();
        _submit?.Dispose();
    }
}

/// <summary>Presses Done on one step of a release; first undoes the last press, which is not measured.</summary>
internal sealed class DoneUser(string release) : IUser
{
    private const string Step = "managers";

    private readonly SlackRequest _done = SlackRequests.Click($"checklist.press:done:{Step}", release + "|");
    private readonly SlackRequest _undo = SlackRequests.Command($"undo {Step} {release}", "/checklist");
    private bool _isDone;

    public async ValueTask Prepare(LoadConnection connection, CancellationToken cancellation)
    {
        if (!_isDone)
            return;
        var (status, body) = await connection.Exchange(_undo.Next().Bytes, cancellation);
        if (status != 200 || body.Length == 0 || body.Span.IndexOf(":information_source:"u8) >= 0)
            throw new LoadException($"Done was not there to be undone: {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_done.Next().Bytes, cancellation);
        if (status != 200)
            throw new LoadException($"Done was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        _isDone = true;
    }

    public void Dispose()
    {
        _done.Dispose();
        _undo.Dispose();
    }
}

/// <summary>Opens the form Hand over of one release after another and submits it; the submission is measured.</summary>
internal sealed class HandOverUser(IReadOnlyList<string> releases, FakeWebApi slack) : IUser
{
    private readonly SlackRequest[] _open = [.. releases.Select(release => SlackRequests.Command(release, "/handover"))];
    private readonly string?[] _carried = new string?[releases.Count];
    private SlackRequest? _submit;
    private int _next;

    public async ValueTask Prepare(LoadConnection connection, CancellationToken cancellation)
    {
        var at = _next++ % _open.Length;
        // The form carries the newest handover's id: if it does not change, the last one was not stored.
        var carried = await OpenForm.By(_open[at], "handover.write", slack, connection, cancellation);
        if (carried == _carried[at])
            throw new LoadException($"The last handover of {releases[at]} was not stored.");
        _carried[at] = carried;
        _submit?.Dispose();
        _submit = SlackRequests.HandOver(carried);
    }

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_submit!.Next().Bytes, cancellation);
        if (status != 200 || body.Span.IndexOf("\"clear\""u8) < 0)
            throw new LoadException($"The form Hand over was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public void Dispose()
    {
        foreach (var open in _open)
            open.Dispose();
        _submit?.Dispose();
    }
}

/// <summary>Opens the App Home, which is answered once the request to draw it is stored. How often each is drawn is limited.</summary>
internal sealed class HomeUser : IUser
{
    private readonly SlackRequest _request = SlackRequests.OpenHome();

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var (status, body) = await connection.Exchange(_request.Next().Bytes, cancellation);
        if (status != 200)
            throw new LoadException($"The opened App Home was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public void Dispose() => _request.Dispose();
}

/// <summary>Opens the App Home of one person after another, since how often each is drawn is limited; measured until it is drawn.</summary>
internal sealed class HomeDrawnUser(FakeWebApi slack, IReadOnlyList<string> people) : IUser
{
    private int _next;

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        var person = people[_next++ % people.Count];
        using var request = SlackRequests.OpenHome(person);
        var drawn = slack.Drawn(person);
        var (status, body) = await connection.Exchange(request.Next().Bytes, cancellation);
        if (status != 200)
            throw new LoadException($"The opened App Home was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        await drawn.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
    }

    public void Dispose()
    {
    }
}

/// <summary>Does what another user does right after a change of the release, which is not measured.</summary>
internal sealed class AfterChangeUser(string release, IUser then) : IUser
{
    private readonly ButtonUser _change = new(release);

    public ValueTask Prepare(LoadConnection connection, CancellationToken cancellation) => _change.Ask(connection, cancellation);

    public ValueTask Ask(LoadConnection connection, CancellationToken cancellation) => then.Ask(connection, cancellation);

    public void Dispose()
    {
        _change.Dispose();
        then.Dispose();
    }
}

/// <summary>Alternately reports one release as merged and undoes that with the answer's button; both are stored.</summary>
internal sealed partial class ButtonUser(string release) : IUser
{
    private readonly SlackRequest _merged = SlackRequests.Command($"merged {release}");
    private string? _undo;

    public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
    {
        using var click = _undo is null ? null : SlackRequests.Click("release.undo", _undo);
        var (status, body) = await connection.Exchange((click ?? _merged).Next().Bytes, cancellation);
        var undo = Undo().Match(Encoding.UTF8.GetString(body.Span));
        if (status != 200 || (click is null) != undo.Success)
            throw new LoadException($"{(click is null ? $"/release merged {release}" : "Undo")} was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        _undo = undo.Success ? undo.Groups["value"].Value : null;
    }

    public void Dispose() => _merged.Dispose();

    [GeneratedRegex("\"value\":\"(?<value>R\\d+ \\d+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Undo();
}
