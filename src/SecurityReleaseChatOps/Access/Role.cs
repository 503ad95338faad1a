namespace SecurityReleaseChatOps.Access;

/// <summary>What a person may do; each role includes those before it.</summary>
public enum Role
{
    /// <summary>Not known to us: gets a friendly refusal.</summary>
    None,

    /// <summary>Release managers and Communications: see where releases stand.</summary>
    Viewer,

    /// <summary>PSIRT: everything in daily work.</summary>
    Psirt,

    /// <summary>Also changes the roster, and overrides a rule with a reason.</summary>
    Admin,
}

/// <summary>The id of a button or form that a <see cref="Role.Viewer"/> may use too; features register theirs.</summary>
internal sealed record OpenToViewers(string Name);

/// <summary>
/// The id of a button that anyone may press who sees it: whoever is told something has no role. Features register theirs, and judge themselves who
/// may.
/// </summary>
internal sealed record OpenToEveryone(string Name);
