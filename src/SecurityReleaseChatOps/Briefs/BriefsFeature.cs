using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Briefs;

/// <summary>The morning brief of those who carry releases.</summary>
internal static class BriefsFeature
{
    public static void AddBriefs(this WebApplicationBuilder builder) => builder.Services.AddDueJob<MorningBriefJob>("morning-briefs");
}
