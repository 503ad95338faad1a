using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a customer text begins with, with all that the release knows filled in.</summary>
internal static class CustomerTemplates
{
    public static string Email(Release release) => CustomerRules.HasTweet(release)
        ? $"""
           We just announced a security advisory for GitLab at {CustomerText.LinkMark}

           Please contact us at support@gitlab.com if you have any questions.
           """
        : $"""
           Subject: {release.Product} {(release.WorstSeverity == Severity.Critical ? "Critical " : "")}Security Release: {string.Join(", ", release.Versions)}

           Today we are releasing versions {string.Join(", ", release.Versions)} for GitLab Community Edition (CE) and Enterprise Edition (EE).

           These versions contain a number of important security fixes, and we strongly recommend that all GitLab installations be upgraded to one of these versions immediately.

           Please forward this alert to appropriate people at your organization and have them subscribe to Security Notices (https://about.gitlab.com/company/preference-center/). You can also receive security release blog updates by subscribing to our RSS feed (https://about.gitlab.com/security-releases.xml).

           For more details about this release, please visit our blog: {CustomerText.LinkMark}
           """;

    public static string? Tweet(Release release) =>
        CustomerRules.HasTweet(release) ? $"We just announced a security advisory for GitLab at {CustomerText.LinkMark}" : null;
}
