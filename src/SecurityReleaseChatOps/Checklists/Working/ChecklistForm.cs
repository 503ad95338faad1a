using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A form of the checklist. It is worked on after the release is closed too: some steps come 30 days later.</summary>
internal abstract class ChecklistForm(FormFrame frame, ReleaseDesk releases) : ReleaseForm<FormFrom>(frame, releases)
{
    public static While Worked { get; } = new("nothing is left to do", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public override Who Who => Who.Psirt;

    public override While While => Worked;
}
