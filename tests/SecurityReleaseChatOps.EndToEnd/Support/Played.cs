using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// What people do in the course of a day. Whoever gets no answer looks what became of it and tries again, as a person does;
/// whoever got one does not, and what was answered must then be seen.
/// </summary>
/// <param name="viewer">Whose eyes see what is seen.</param>
internal abstract class Played(IPlace installation, string viewer)
{
    protected Workspace Slack => installation.Slack;

    /// <summary>
    /// Whether all that is due is done before and after each move of the clock: what is said together follows from it. Not where the app is killed
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

    /// <summary>All of PSIRT is on the rotation. The first time nobody is there, and the app, once it knows them, begins with them.</summary>
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

    /// <summary>A command whose answer says something.</summary>
    protected Task Says(string user, string command, string text, string words) => Do(async () =>
        (await Slack.Command(user, command, text))!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldContain(words));

    /// <summary>Says that a release is public, before its due time and with steps missing.</summary>
    protected Task SayItIsPublic(string user, string release = "") => Fill(
        user, "Publish", () => Slack.Command(user, "/release", $"published {release}".TrimEnd()),
        new() { ["Reason"] = "The packages are out", ["Before its due time"] = new JsonArray("yes") });

    /// <summary>Presses a message's button, unless it can be seen that it was pressed.</summary>
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

    /// <summary>Opens a modal, gets it wrong once if that is wanted, fills it in and submits it. A form that closed was taken.</summary>
    /// <param name="then">What is filled into what the form becomes; null: it closes.</param>
    protected async Task Fill(
        string user, string title, Func<Task> open, JsonObject values, JsonObject? wrong = null, string? wrongField = null, JsonObject? then = null)
    {
        var (sent, first) = (false, true);
        await Do(async () =>
        {
            var view = await Slack.View(user);
            if ((string?)view?["title"]?["text"] == "Done")
            {
                // It took longer than Slack waits, this time or the time before, and the form became this.
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

    /// <summary>Does it again while nobody answers.</summary>
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
