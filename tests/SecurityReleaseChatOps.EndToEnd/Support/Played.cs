using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// What people do in the course of a day. Whoever gets no answer looks what happened and tries again, as people do;
/// whoever gets one does not, and the result must then be visible.
/// </summary>
/// <param name="viewer">The person through whose eyes messages are seen.</param>
internal abstract class Played(IPlace installation, string viewer)
{
    protected Workspace Slack => installation.Slack;

    /// <summary>
    /// Whether to wait until everything due is done before and after each move of the clock, which decides what is posted together. Not when the app is killed
    /// meanwhile.
    /// </summary>
    public bool Settles { get; init; }

    protected async Task At(DateTimeOffset moment)
    {
        if (Settles)
            await Slack.Settled();
        await Do(() => Slack.SetClock(moment));
        if (Settles)
            await Slack.Settled();
    }

    /// <summary>Ensures that all of PSIRT is on the rotation. At first it is empty, and the app fills it once it knows them.</summary>
    protected async Task Roster() => await Patience.Until("a rotation", async () =>
    {
        var there = false;
        await Do(async () =>
        {
            there = ((string?)(await Slack.Command(Day.Grace, "/rotation"))?["text"])?.StartsWith("The rotation", StringComparison.Ordinal) ?? false;
            if (!there && (await Slack.Messages(Day.Grace)).LastOrDefault(m => m.Ephemeral && m.Button("Add all of PSIRT") is not null) is { } offer)
                await Slack.Press(Day.Grace, offer, "Add all of PSIRT");
        });
        return there ? "" : null;
    });

    /// <summary>Runs a command whose answer must contain some words.</summary>
    protected Task Says(string user, string command, string text, string words) => Do(async () =>
        (await Slack.Command(user, command, text))!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldContain(words));

    /// <summary>Publishes a release before its due time and with steps missing.</summary>
    protected Task SayItIsPublic(string user, string release = "") => Fill(
        user, "Publish", () => Slack.Command(user, "/release", $"published {release}".TrimEnd()),
        new() { ["Reason"] = "The packages are out", ["Before its due time"] = new JsonArray("yes") });

    /// <summary>Presses a message's button, unless the message shows that it was pressed.</summary>
    protected async Task Press(string user, Func<Shown, bool> message, string button, Func<Shown, bool> pressed, string channel = Workspace.Psirt)
    {
        await See(message, channel);
        await Do(async () =>
        {
            var shown = await See(message, channel);
            if (!pressed(shown))
                await Slack.Press(user, shown, button);
        });
    }

    /// <summary>Opens a modal, optionally submits wrong values once, then fills it in and submits it. A form that closed was accepted.</summary>
    /// <param name="then">Values for the form that replaces it; null: it closes.</param>
    protected async Task Fill(
        string user, string title, Func<Task> open, JsonObject values, JsonObject? wrong = null, string? wrongField = null, JsonObject? then = null)
    {
        var (sent, first) = (false, true);
        await Do(async () =>
        {
            var view = await Slack.View(user);
            if ((string?)view?["title"]?["text"] == "One moment")
                throw new NoAnswerException($"{title} is still being worked on.");
            if ((string?)view?["title"]?["text"] == "Done")
            {
                // This or an earlier attempt took longer than Slack waits, and the form was replaced by this one.
                await Slack.Close(user, view!);
                view = null;
            }
            if (view is null && sent)
                return;
            if (view is null)
            {
                await open();
                view = await Slack.View(user) ?? throw new NoAnswerException($"{title} did not open.");
            }
            ((string?)view["title"]!["text"]).ShouldBe(title);
            if (wrong is not null && !sent)
                (await Slack.Submit(user, view, wrong)).ShouldContainKey(wrongField!);
            sent = true;
            if (then is not null && first)
            {
                (await Slack.Submit(user, view, values)).ShouldBeEmpty();
                first = false;
                view = await Slack.View(user) ?? throw new NoAnswerException($"{title} did not stay open.");
            }
            (await Slack.Submit(user, view, then ?? values)).ShouldBeEmpty();
        });
    }

    /// <summary>Repeats it while there is no answer.</summary>
    protected async Task Do(Func<Task> act)
    {
        NoAnswerException? last = null;
        await Patience.Until("an answer", Try, () => Task.FromResult($"{last}\n=== the app says\n{installation.Output}"));

        async Task<string?> Try()
        {
            try
            {
                await act();
                return "";
            }
            catch (NoAnswerException none)
            {
                last = none;
                await installation.WhenUp();
                return null;
            }
        }
    }

    /// <summary>Waits for a message.</summary>
    protected Task<Shown> See(
        Func<Shown, bool> message, string channel = Workspace.Psirt, [CallerArgumentExpression(nameof(message))] string what = "") => Patience.Until(
        $"#{channel}: {what}",
        async () =>
        {
            try
            {
                return (await Slack.Messages(viewer, channel)).FirstOrDefault(message);
            }
            catch (NoAnswerException)
            {
                await installation.WhenUp();
                return null;
            }
        },
        async () => string.Join("\n---\n", (await Slack.Messages(viewer, channel)).Select(m => m.Text)) + "\n=== the app says\n" + installation.Output);
}
