using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace SecurityReleaseChatOps.Operation;

/// <summary>Something wrong.</summary>
/// <param name="Part">Where: <c>settings</c>, <c>database</c>, <c>slack</c> …</param>
/// <param name="Says">What is wrong and what to do about it, in one line.</param>
internal sealed record Finding(string Part, string Says);

/// <summary>The result of a command, for people and for scripts.</summary>
/// <param name="Says">What was done or checked, in one line.</param>
/// <param name="Findings">What is wrong; empty when all is well.</param>
internal sealed record Outcome(string Says, IReadOnlyList<Finding> Findings)
{
    /// <summary>The audit's head, if the audit was checked.</summary>
    public string? Head { get; init; }

    private const int Found = 1;

    // Through a pipe each finding has to stay on one line.
    private const int Unbroken = 10_000;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>The exit code.</returns>
    public int Print(TextWriter output, bool json)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(new { Ok = Findings.Count == 0, Says, Findings, Head }, Readable));
        else
            Write(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }));
        return Findings.Count == 0 ? 0 : Found;
    }

    private void Write(IAnsiConsole console)
    {
        if (Console.IsOutputRedirected)
            console.Profile.Width = Unbroken;
        var rows = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var finding in Findings)
            rows.AddRow(new Spectre.Console.Text(finding.Part, new Style(Color.Red)), new Spectre.Console.Text(finding.Says));
        if (Findings.Count > 0)
            console.Write(rows);
        console.Write(new Spectre.Console.Text(Says + Environment.NewLine, new Style(Findings.Count == 0 ? Color.Green : Color.Default)));
    }
}
