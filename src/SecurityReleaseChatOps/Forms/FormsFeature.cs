namespace SecurityReleaseChatOps.Forms;

/// <summary>The frame of every form.</summary>
internal static class FormsFeature
{
    public static void AddForms(this WebApplicationBuilder builder) => builder.Services.AddSingleton<FormFrame>();
}
