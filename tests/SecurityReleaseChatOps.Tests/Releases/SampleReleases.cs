using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Releases and forms for the tests.</summary>
internal static class SampleReleases
{
    public static Instant Created { get; } = Instant.FromUtc(2026, 11, 20, 9, 0);

    /// <summary>Planned for Wednesday 25 November 2026; Anna in Amsterdam and Ben in New York.</summary>
    public static Release R1 { get; } = new()
    {
        Id = "R1",
        Kind = ReleaseKind.Planned,
        Product = Products.GitLab,
        Versions = ["18.6.1", "18.5.3", "18.4.5"],
        DueDate = new DateOnly(2026, 11, 25),
        Primary = People.Anna.UserId,
        Secondary = People.Ben.UserId,
        Owner = People.Anna.UserId,
        CreatedBy = People.Anna.UserId,
        CreatedAt = Created,
    };

    /// <summary>The form filled in for <see cref="R1"/>.</summary>
    public static NewReleaseInput Form { get; } = new(
        ReleaseKind.Planned,
        Products.GitLab,
        "18.6.1, 18.5.3, 18.4.5",
        new DateOnly(2026, 11, 25),
        People.Anna.UserId,
        People.Ben.UserId,
        new Dictionary<ReleaseLink, string?>(),
        OverrideReason: null,
        By: People.Anna.UserId,
        ByAdmin: false);

    public static Release Next(string id, params string[] versions) => R1 with { Id = id, Versions = versions };
}
