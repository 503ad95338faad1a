using NodaTime;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>When someone of an audience is at work: its hours, in the zone of each person whom a ping mentions.</summary>
public sealed record AudienceHours
{
    private readonly IReadOnlyList<Engineer> people;

    private AudienceHours(IReadOnlyList<Engineer> people) => this.people = people;

    /// <param name="zones">IANA zones of the people mentioned, as far as they are known; none: the entry's own zone.</param>
    public static AudienceHours Of(AudienceEntry entry, IEnumerable<string?> zones)
    {
        var known = zones.Where(zone => !string.IsNullOrWhiteSpace(zone)).OfType<string>().Distinct().ToList();
        // Of an engineer only hours and zone count here.
        return new([.. (known.Count > 0 ? known : [entry.Zone]).Select(zone => new Engineer(entry.Id.ToString(), Region.EMEA, zone, entry.Hours))]);
    }

    public bool IsAtWork(DateTimeOffset now) => people.Any(person => Workdays.IsAtWork(person, Instant.FromDateTimeOffset(now)));
}
