using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>The shipped matrix, and every kind of release.</summary>
internal static class CommsSample
{
    public static Settings Defaults { get; } = Settings.Read(new ConfigurationBuilder().Build());

    public static CommsMatrix Matrix { get; } = MatrixLibrary.Load(Defaults);

    public static DefinitionLibrary Definitions { get; } = DefinitionLibrary.Load();

    public static Instant Start { get; } = Instant.FromUtc(2026, 11, 23, 9, 0);

    public static IReadOnlyList<Severity?> Severities { get; } = [null, Severity.Low, Severity.Medium, Severity.High, Severity.Critical];

    /// <summary>Every kind, severity and product.</summary>
    public static IReadOnlyList<Release> Sorts { get; } =
    [
        .. from kind in Enum.GetValues<ReleaseKind>()
           from severity in Severities
           from product in Products.All
           select Of(kind, severity, product),
    ];

    public static Release Of(ReleaseKind kind, Severity? severity, string product = Products.GitLab) => new()
    {
        Id = "R7",
        Kind = kind,
        Product = product,
        Severity = severity,
        Versions = ["18.6.1", "18.5.3"],
        DueDate = new(2026, 11, 25),
        Primary = "U0ANA",
        Secondary = "U0BO",
        Owner = "U0ANA",
        CreatedBy = "U0ANA",
        CreatedAt = Start,
    };

    /// <summary>The messages that are for such a release.</summary>
    public static IReadOnlyList<CommsMessage> For(Release release) =>
        [.. Matrix.Messages.Where(message => Definitions.MessagesFor(release).Contains(message.Id))];

    /// <summary>A message that waits only for its time.</summary>
    public static Ping Sent(CommsMessage message, Instant at) => new()
    {
        Id = $"R7/{message.Id}",
        Release = "R7",
        Message = message.Id,
        Audience = message.To,
        Text = "words",
        By = "U0ANA",
        WrittenAt = at,
        SentAt = at,
    };
}
