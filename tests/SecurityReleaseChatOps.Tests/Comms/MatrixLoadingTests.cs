using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Yaml;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

public sealed class MatrixLoadingTests
{
    private const string Legal = "audiences:\n  - { id: legal, name: Legal, channel: legal, mentions: legal }\n";
    private const string Message = "messages:\n  - { id: aa, to: legal, title: A, embargoed: true }\n";

    [Theory]
    [InlineData("audiences:\n  - { name: Legal }", 2, "an audience needs `id`")]
    [InlineData("audiences:\n  - { id: lawyers, name: Lawyers }", 2, "`id` is `lawyers`, which is not one of psirt, release-managers")]
    [InlineData("audiences:\n  - { id: legal }", 2, "needs `name`")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, colour: red }", 2, "unknown key `colour`")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, channel: '#legal' }", 2, "It must be a channel's name without #")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, channel: 'Channels:Legal' }", 2, "`Channels:Legal` is not a setting: there are Channels:Psirt")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, channel: legal, mentions: 'Access:Legal' }", 2, "`Access:Legal` is not a setting: there are Access:Psirt")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, channel: legal, mentions: '@legal' }", 2, "a group's handle without @")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, mentions: legal }", 2, "`mentions` goes with `channel`")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, gitlab: legal }", 2, "It must be a group with @")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, zone: Moon/Base }", 2, "which is not a time zone")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, hours: early }", 2, "is not a start and an end of work")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, hours: 09:00-17:00 someday }", 2, "is not a day")]
    [InlineData("audiences:\n  - { id: legal, name: Legal, hours: 09:00-17:00 Mon - Fri }", 2, "It must be like 09:00-17:00 Mon-Fri")]
    [InlineData("audiences:\n  - { id: legal, name: Legal }\n  - { id: legal, name: Legal }", 3, "`Legal` is in own.yaml, line 2 too")]
    [InlineData("messages:\n  - { to: legal, title: A, embargoed: true }", 2, "needs `id`")]
    [InlineData("messages:\n  - { id: A b, to: legal, title: A, embargoed: true }", 2, "short and typeable")]
    [InlineData("messages:\n  - { id: aa, title: A, embargoed: true }", 2, "needs `to`")]
    [InlineData("messages:\n  - { id: aa, to: everyone, title: A, embargoed: true }", 2, "`to` is `everyone`")]
    [InlineData("messages:\n  - { id: aa, to: support, title: A, embargoed: true }", 2, "`aa` is for `support`, which is not an audience of the matrix")]
    [InlineData("messages:\n  - { id: aa, to: legal, embargoed: true }", 2, "needs `title`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A }", 2, "`aa` needs `embargoed`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: perhaps }", 2, "`embargoed` is `perhaps`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, needs: luck }", 2, "`needs` is `luck`, which is not one of merged, published, ready")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, acknowledge: { within: 4h } }", 2, "`acknowledge` needs `escalate`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, acknowledge: { within: soon, escalate: 1h, to: pair, criticalWithin: "
        + "5m, criticalEscalate: 5m } }", 2, "`within` is `soon`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, acknowledge: { within: 1h, escalate: 1h, to: boss, criticalWithin: 5m, "
        + "criticalEscalate: 5m } }", 2, "`to` is `boss`, which is not one of pair, admins")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, in: person }", 2, "`in` is `person`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, rows: [first] }", 2, "`first` is not a row")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true }\n  - { id: aa, to: legal, title: B, embargoed: true "
        + "}", 3, "`aa` is in own.yaml, line 2 too")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, due: -4h }", 2, "a message has no `due` any more: it is due when the step is under whose `tells` it stands")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, steps: [x] }", 2, "a message has no `steps` any more: the step names it in its `tells`")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, when: { kind: planned } }", 2, "a message has no `when` any more")]
    [InlineData("messages:\n  - { id: aa, to: legal, title: A, embargoed: true, asks: approval }", 2, "`aa` asks, so it needs `acknowledge`")]
    [InlineData("people: []", 1, "unknown key `people`")]
    [InlineData("- a list", 1, "must be a map")]
    public void Name_file_line_and_fault(string text, long line, string fault)
    {
        var exception = Should.Throw<DefinitionException>(() => MatrixLibrary.Of(Defaults, [("base.yaml", Legal)], [("own.yaml", text)]));
        exception.Message.ShouldStartWith($"own.yaml, line {line}: ");
        exception.Message.ShouldContain(fault);
        exception.Message.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void Nobody_acknowledges_where_there_is_no_channel() => Should.Throw<DefinitionException>(() => MatrixLibrary.Of(Defaults, [("base.yaml", """
        audiences: [{ id: legal, name: Legal }]
        messages:
          - { id: aa, to: legal, title: A, embargoed: true, acknowledge: { within: 1h, escalate: 1h, to: pair, criticalWithin: 5m, criticalEscalate: 5m } }
        """)], [])).Message.ShouldContain("Legal has no `channel`");

    [Fact]
    public void An_operators_entry_takes_the_place_of_the_one_of_its_id_and_others_are_added()
    {
        var matrix = MatrixLibrary.Of(Defaults, [("base.yaml", Legal + Message)], [("own.yaml", """
            audiences:
              - { id: legal, name: Counsel, channel: C0COUNSEL, mentions: [S0COUNSEL, U0LEE], hours: "08:00-16:00 Sun-Thu", zone: Asia/Jerusalem }
              - { id: support, name: Support, channel: help }
            messages:
              - { id: bb, to: support, title: B, embargoed: false, needs: [published], template: aa, in: issue }
            """)]);
        matrix.Audiences.Select(audience => audience.Name).ShouldBe(["Counsel", "Support"]);
        matrix.Find(Audience.Legal)!.Mentions.ShouldBe(["S0COUNSEL", "U0LEE"]);
        matrix.Find(Audience.Legal)!.Hours.ToString().ShouldBe("08:00-16:00 Sun-Thu");
        matrix.Find(Audience.Support)!.Hours.ToString().ShouldBe("09:00-17:00 Mon-Fri");
        matrix.Messages.Select(message => (message.Id, message.Template)).ShouldBe([("aa", "aa"), ("bb", "aa")]);
    }

    [Fact]
    public void An_operators_fault_stops_the_start_with_one_line()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "mine.yml"), "people: []");
            File.WriteAllText(Path.Combine(directory.FullName, "notes.txt"), "no part of it");
            var settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Comms:Directory", directory.FullName)]).Build());
            Should.Throw<SettingsException>(() => new ServiceCollection().AddMatrix(settings)).Lines.ShouldHaveSingleItem().ShouldContain("mine.yml, line 1: ");
            var missing = settings with { CommsDirectory = Path.Combine(directory.FullName, "none") };
            Should.Throw<SettingsException>(() => new ServiceCollection().AddMatrix(missing)).Lines.ShouldHaveSingleItem()
                .ShouldStartWith("Comms:Directory is “");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
