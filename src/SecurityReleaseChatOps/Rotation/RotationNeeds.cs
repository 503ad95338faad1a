using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Has everybody on the roster, and everybody on duty, in the directory.</summary>
internal sealed class RotationNeeds(KeptRoster keptRoster, IEnumerable<IDuties> duties) : INeedsToKnow
{
    public async ValueTask<Needs> Read(CancellationToken ct)
    {
        var people = (await keptRoster.Read(ct)).Select(engineer => engineer.UserId).ToList();
        foreach (var giver in duties)
            people.AddRange((await giver.Now(ct)).Select(duty => duty.UserId));
        return new([.. people.Distinct()], []);
    }
}
