using System.Security.Cryptography;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>The sample people, channels and groups of a new workspace, with fixed ids.</summary>
internal static class Seed
{
    public const string BotUser = "U0BOT";
    public const string BotId = "B01";
    public const string Slackbot = "USLACKBOT";
    public const string AppId = "A01";

    private static readonly string[] Psirt = ["U01", "U02", "U03", "U04", "U05", "U06"];
    private static readonly string[] ReleaseManagers = ["U07", "U08"];
    private static readonly string[] Communications = ["U09", "U13"];
    private const string Support = "U10";
    private const string Admin = "U11";
    private const string Legal = "U12";
    private const string Marketing = "U14";
    private const string FieldSecurity = "U15";
    private const string Dedicated = "U16";
    private const string Sirt = "U17";

    public static Team NewTeam() => new()
    {
        BotToken = $"xoxb-local-{Secret(24)}",
        AppToken = $"xapp-1-{AppId}-{Secret(24)}",
        SigningSecret = Secret(16),
        VerificationToken = Secret(12),
    };

    public static bool Fill(Change change)
    {
        change.Save(change.Workspace.Team);
        foreach (var user in People())
            change.Save(user);

        var everyone = change.Workspace.Users.Values.Where(u => !u.IsBot).Select(u => u.Id).ToArray();
        string[] team = [.. Psirt, Admin, BotUser];
        Channel("C01", "general", "Company-wide announcements", everyone);
        Private("C02", "sec-psirt-team", "The PSIRT's own channel: rotation, handovers, releases", ReleaseManagers);
        Private("C03", "sec-appsec", "Application security", ReleaseManagers);
        Channel("C04", "thanks", "Thank a team member", [.. everyone, BotUser]);
        Private("C05", "comms-team-security", "Review of customer messages on security", Communications);
        Channel("C06", "mktgops", "Marketing operations", [.. Communications, Marketing, "U05", Admin, BotUser]);
        Private("C07", "f_upcoming_release", "The upcoming release", ReleaseManagers);
        Channel("C08", "security", "Questions for the security department", [.. everyone, BotUser]);
        Channel("C09", "ext-bounty-partners", "Shared with our bug bounty partners", [.. Psirt, Admin], external: true);
        Private("C10", "legal", "Legal counsel", Legal);
        Private("C11", "corp-comms", "Corporate communications", Communications);
        Private("C12", "marketing", "Marketing", Marketing);
        Private("C13", "field-security", "Field security: questions of customers' security teams", FieldSecurity);
        Private("C14", "gitlab-dedicated", "GitLab Dedicated: patching of single-tenant instances", Dedicated);
        Private("C15", "support-security", "Support's view of security releases", Support);
        Private("C16", "sirt", "Security incident response", Sirt);

        Group("S01", "psirt", "Product Security Incident Response", [.. Psirt, Admin]);
        Group("S02", "release-managers", "Release Managers", ReleaseManagers);
        Group("S03", "communications", "Security Communications", Communications);
        Group("S04", "psirt-admins", "PSIRT Admins", Admin);
        Group("S05", "legal", "Legal", Legal);
        Group("S06", "corporate-communications", "Corporate Communications", Communications);
        Group("S07", "marketing", "Marketing", Marketing);
        Group("S08", "marketing-ops", "Marketing Operations", Marketing);
        Group("S09", "field-security", "Field Security", FieldSecurity);
        Group("S10", "dedicated", "GitLab Dedicated", Dedicated);
        Group("S11", "support-security", "Support for security releases", Support);
        Group("S12", "sirt", "Security Incident Response", Sirt);
        Group("S13", "psirt-release-managers", "PSIRT Release Managers, as their rotation has them", Admin);
        return true;

        // Embargoed matters are discussed only by the people who work on them: the given team, the PSIRT and the bot.
        void Private(string id, string name, string purpose, params string[] people) => Add(id, name, purpose, [.. team, .. people], secret: true);

        void Channel(string id, string name, string purpose, string[] members, bool external = false) => Add(id, name, purpose, members, external: external);

        void Add(string id, string name, string purpose, string[] members, bool secret = false, bool external = false) => change.Save(new Channel
        {
            Id = id, Name =
                name, Purpose =
                    purpose, Creator = Admin, Created = change.Workspace.Seconds, Members = [.. members], IsPrivate = secret, IsExtShared = external,
        });

        void Group(string id, string handle, string name, params string[] members) => change.Save(new UserGroup
        {
            Id = id, Handle = handle, Name = name, Created = change.Workspace.Seconds, Updated = change.Workspace.Seconds, Users = [.. members],
        });
    }

    /// <summary>A number of random bytes, as hexadecimal digits.</summary>
    public static string Secret(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    private static User[] People() =>
    [
        Person("U01", "priya", "Priya Nair", "Asia/Kolkata", "Senior Security Engineer, PSIRT", "9f69e7"),
        Person("U02", "liam", "Liam Walker", "Australia/Sydney", "Security Engineer, PSIRT", "4bbe2e"),
        Person("U03", "anna", "Anna de Vries", "Europe/Amsterdam", "Security Engineer, PSIRT", "e7392d"),
        Person("U04", "oliver", "Oliver Hughes", "Europe/London", "Staff Security Engineer, PSIRT", "3c989f"),
        Person("U05", "maria", "María López", "America/New_York", "Senior Security Engineer, PSIRT", "674b1b"),
        Person("U06", "sam", "Sam Carter", "America/Los_Angeles", "Security Engineer, PSIRT", "e96699"),
        Person("U07", "kenji", "Kenji Satō", "Asia/Tokyo", "Release Manager", "e0a729"),
        Person("U08", "nora", "Nora Fischer", "Europe/Berlin", "Release Manager", "684b6c"),
        Person("U09", "chloe", "Chloe Martin", "America/New_York", "Security Communications", "5b89d5"),
        Person("U10", "ben", "Ben Turner", "Europe/London", "Support Engineer", "2b6836"),
        Person(Admin, "grace", "Grace Kim", "America/Denver", "PSIRT Manager", "99a949", admin: true),
        Person(Legal, "hana", "Hana Kovář", "Europe/Prague", "Legal Counsel", "b14cbc"),
        Person("U13", "david", "David Okafor", "Europe/London", "Corporate Communications", "385a86"),
        Person(Marketing, "emma", "Emma Rossi", "America/Chicago", "Marketing Manager", "dc7dbb"),
        Person(FieldSecurity, "farid", "Farid Haddad", "Europe/Paris", "Field Security", "50a0cf"),
        Person(Dedicated, "gita", "Gita Sharma", "Asia/Kolkata", "GitLab Dedicated, SRE", "a2a5dc"),
        Person(Sirt, "ivan", "Ivan Petrov", "America/Toronto", "Security Incident Response", "827327"),
        new() { Id = Slackbot, Name = "slackbot", RealName = "Slackbot", IsBot = true },
        new() { Id = BotUser, Name = "app", RealName = "App", IsBot = true },
    ];

    private static User Person(string id, string name, string realName, string zone, string title, string color, bool admin = false) =>
        new() { Id = id, Name = name, RealName = realName, Tz = zone, Title = title, Color = color, IsAdmin = admin };
}
