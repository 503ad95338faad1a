using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>A field to pick somebody on the rotation, with their region and local time beside the name.</summary>
internal static class PersonPicker
{
    public const string MenuId = "rotation.person";

    // Slack's limit for a menu's options; above it they are fetched while somebody types.
    private const int Most = 100;

    /// <param name="nameOf">Plain text.</param>
    /// <param name="chosen">Slack user id of the initial choice; null for none.</param>
    public static InputElement Of(IEnumerable<Engineer> roster, Func<string, string> nameOf, Instant now, string? chosen)
    {
        // A large rotation's options are fetched while somebody types: only the initial choice is needed here.
        var some = roster.Where(engineer => !engineer.Left).Take(Most + 1).ToList();
        var isLarge = some.Count > Most;
        var choices = Choices(!isLarge ? some : chosen is null ? [] : roster.Where(engineer => engineer.UserId == chosen), nameOf, now);
        var first = choices.FirstOrDefault(choice => choice.Value == chosen);
        if (isLarge)
            return new ExternalSelectMenu { ActionId = MenuId, MinQueryLength = 1, InitialOption = first };
        return choices.Count switch
        {
            0 => new UserSelectMenu { InitialUser = chosen },
            _ => new StaticSelectMenu { Options = choices, InitialOption = first },
        };
    }

    /// <summary>Slack user id of the person picked; null for nobody.</summary>
    public static string? Of(ViewState state, string field) => state.User(field) ?? state.Option(field);

    /// <summary>Those whose name, region or zone contains what is typed.</summary>
    public static IReadOnlyList<Option> Matching(string typed, IReadOnlyList<Engineer> roster, Func<string, string> nameOf, Instant now) =>
        [.. Choices(roster, nameOf, now)
            .Where(choice =>
                Folding.Fold($"{choice.Text.Text} {choice.Description!.Text}").Contains(
                    Folding.Fold(typed).Trim(), StringComparison.OrdinalIgnoreCase)).Take(Most)];

    private static IReadOnlyList<Option> Choices(IEnumerable<Engineer> roster, Func<string, string> nameOf, Instant now) =>
    [
        .. roster.Where(engineer => !engineer.Left).OrderBy(engineer => nameOf(engineer.UserId), StringComparer.OrdinalIgnoreCase).Select(engineer => new Option
        {
            Text = nameOf(engineer.UserId),
            Value = engineer.UserId,
            Description = $"{engineer.Region} · {Workdays.LocalTime(engineer, now).ToString("HH:mm", CultureInfo.InvariantCulture)} ({engineer.Zone})",
        }),
    ];
}

/// <summary>A large rotation's options, while somebody types.</summary>
internal sealed class PeopleOfRotation(KeptRoster keptRoster, SlackDirectory directory, TimeProvider time) : IBlockOptionProvider
{
    public async Task<BlockOptionsResponse> GetOptions(BlockOptionsRequest request, CancellationToken cancellation) => new()
    {
        Options = PersonPicker.Matching(request.Value, await keptRoster.Read(cancellation), directory.NameOf, time.Now()),
    };
}
