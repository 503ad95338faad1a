using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>The app's handlers with a database of their own, without Slack: people open forms and submit them at any time.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly Dictionary<string, Type> Handlers = typeof(Program).Assembly.GetTypes()
        .Where(type => typeof(IViewSubmissionHandler).IsAssignableFrom(type) && !type.IsAbstract)
        .ToDictionary(type => (string)type.GetField("CallbackId", BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!);

    private readonly string folder = Directory.CreateTempSubdirectory("chatops-forms-").FullName;
    private WebApplication app = null!;
    private int deliveries;

    public IServiceProvider Services => app.Services;

    public IStore Store => Services.GetRequiredService<IStore>();

    public Task<IReadOnlyList<Engineer>> Roster() => Services.GetRequiredService<KeptRoster>().Read(default);

    public static async Task<Bench> Start()
    {
        var bench = new Bench();
        bench.app = await Program.Build(
            ["--Slack:BotToken=xoxb-none", "--Slack:SigningSecret=none", $"--Storage:ConnectionString=Data Source={Path.Combine(bench.folder, "chatops.db")}"]);
        bench.Knows();
        return bench;
    }

    /// <summary>Grace and Adam are admins, Anna and Maria in PSIRT, Chloe in Communications, Kenji a release manager.</summary>
    /// <param name="change">Changes what Slack reports.</param>
    public void Knows(Func<DirectorySnapshot, DirectorySnapshot>? change = null)
    {
        string[] people = ["grace", "adam", "anna", "maria", "chloe", "kenji"];
        string[] channels = ["sec-psirt-team", "sec-appsec", "comms-team-security", "f_upcoming_release", "more-1", "more-2", "more-3"];
        var snapshot = new DirectorySnapshot(
            "UBOT",
            "https://example.slack.com/",
            people.ToDictionary(Id, name => new Member(Id(name), name, name, name == "maria" ? "America/New_York" : "Europe/Amsterdam", false, false)),
            channels.ToDictionary(ChannelId, name => new Channel(ChannelId(name), name, true, false, false, true)),
            [
                new("S1", "psirt", [Id("grace"), Id("adam"), Id("anna"), Id("maria")]),
                new("S2", "psirt-admins", [Id("grace"), Id("adam")]),
                new("S3", "communications", [Id("chloe")]),
                new("S4", "release-managers", [Id("kenji")]),
            ],
            []);
        Services.GetRequiredService<SlackDirectory>().Change(_ => change?.Invoke(snapshot) ?? snapshot);
    }

    public static string Id(string name) => "U" + name.ToUpperInvariant();

    public static string ChannelId(string name) => "C" + name.ToUpperInvariant().Replace('-', 'X').Replace('_', 'X');

    /// <summary>What a person sees after a command.</summary>
    public Task<SlashCommandResponse> Types(string person, string line) => Services.GetRequiredService<CommandRouter>().Handle(
        new() { Command = line.Split(' ')[0], Text = line.Split(' ', 2).ElementAtOrDefault(1) ?? "", UserId = Id(person), DeliveryId = Next() }, default);

    /// <summary>The form a command opens.</summary>
    public async Task<Opened> Opens(string person, string line)
    {
        var answer = await Types(person, line);
        return new(person, answer.OpenView ?? throw new ShouldAssertException($"{line} opens no form for {person}: {answer.Message?.Text}"));
    }

    /// <summary>What a person sees after pressing a button.</summary>
    public Task<ActionResponse> Presses<T>(string person, string actionId, string value)
        where T : IBlockActionHandler<ButtonAction> =>
        Services.GetRequiredService<T>().Handle(
            new ButtonAction { ActionId = actionId, Value = value }, new() { UserId = Id(person), DeliveryId = Next() }, default);

    /// <summary>Submits a form as filled in; a refusal is shown under its first input, as the Slack layer does.</summary>
    public async Task<ViewSubmissionResponse> Submits(Opened form)
    {
        var handler = (IViewSubmissionHandler)Services.GetRequiredService(Handlers[form.View.CallbackId!.Split(':')[0]]);
        try
        {
            return await handler.Handle(
                new()
                {
                    UserId = Id(form.Person), DeliveryId = Next(),
                    View = new() { CallbackId = form.View.CallbackId, PrivateMetadata = form.View.PrivateMetadata, State = form.State }
                }, default);
        }
        catch (RefusalException refused)
        {
            return ViewSubmissionResponse.Error(form.State.Values.Keys.First(), refused.Message);
        }
    }

    /// <summary>Starts R1 with Anna as Primary and Maria as Secondary, both on the rotation.</summary>
    public async Task StartsRelease()
    {
        await Types("grace", $"/rotation add <@{Id("anna")}> EMEA 09:00-17:00 Mon-Fri Europe/Amsterdam");
        await Types("grace", $"/rotation add <@{Id("maria")}> AMER 09:00-17:00 Mon-Fri America/New_York");
        var form = await Opens("anna", "/release new");
        form["versions"] = new() { Value = "18.6.1" };
        form["primary"] = new() { SelectedOption = Option.Of("Anna", Id("anna")) };
        form["secondary"] = new() { SelectedOption = Option.Of("Maria", Id("maria")) };
        (await Submits(form)).ShouldBe(ViewSubmissionResponse.Null);
    }

    /// <summary>Publishes R1 by <b>Publish</b>, with everything it asks for.</summary>
    /// <returns>Its <b>Undo</b>.</returns>
    public async Task<Button> Publishes(string person)
    {
        var form = await Opens(person, "/release published R1");
        form["reason"] = new() { Value = "The packages are out" };
        form["early"] = new() { SelectedOptions = [Option.Of("yes", "yes")] };
        (await Submits(form)).ShouldBe(ViewSubmissionResponse.Null);
        var release = (await Services.GetRequiredService<ReleaseStore>().Get("R1", default))!;
        return UndoMove.Button(release.Value, release.Version);
    }

    /// <summary>Closes R1 by <b>Close-out</b>, with a reason for open steps.</summary>
    public async Task Closes(string person)
    {
        var form = await Opens(person, "/release close R1");
        form["reason"] = new() { Value = "The rest comes later" };
        (await Submits(form)).ShouldBe(ViewSubmissionResponse.Null);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Next() => $"delivery-{++deliveries}";
}

/// <summary>A form open for a person, and what they filled in.</summary>
internal sealed class Opened(string person, ModalViewDefinition view)
{
    private readonly Dictionary<string, StateValue> values = view.Blocks.OfType<InputBlock>().Where(input => input.BlockId is not null).ToDictionary(
        input => input.BlockId!, input => Initial(input.Element));

    public string Person => person;

    public ModalViewDefinition View => view;

    public ViewState State => new()
    {
        Values = values.ToDictionary(
            one => one.Key, IReadOnlyDictionary<string, StateValue> (one) => new Dictionary<string, StateValue> { [one.Key] = one.Value }),
    };

    /// <summary>mrkdwn at its top.</summary>
    public string Notice => (view.Blocks[0] as SectionBlock)?.Text?.Text ?? "";

    public StateValue this[string input]
    {
        get => values[input];
        set => values[input] = value;
    }

    private static StateValue Initial(BlockElement element) => element switch
    {
        PlainTextInput text => new() { Value = text.InitialValue },
        UrlTextInput url => new() { Value = url.InitialValue },
        DatePicker day => new() { SelectedDate = day.InitialDate },
        TimePicker time => new() { SelectedTime = time.InitialTime },
        DateTimePicker moment => new() { SelectedDateTime = moment.InitialDateTime },
        UserSelectMenu user => new() { SelectedUser = user.InitialUser },
        ConversationMultiSelectMenu channels => new() { SelectedConversations = channels.InitialConversations },
        StaticSelectMenu menu => new() { SelectedOption = menu.InitialOption },
        StaticMultiSelectMenu menu => new() { SelectedOptions = menu.InitialOptions },
        CheckboxGroup boxes => new() { SelectedOptions = boxes.InitialOptions },
        RadioButtonGroup buttons => new() { SelectedOption = buttons.InitialOption },
        _ => new(),
    };
}
