using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>A field for choosing somebody else's shift, grouped by person.</summary>
internal static class ReturnPicker
{
    public const string MenuId = "rotation.in-return";

    // Slack's limit for a menu's options; beyond it they are loaded while typing.
    private const int Most = 100;

    /// <param name="person">Slack user id of whoever would take it.</param>
    /// <param name="nameOf">Plain text.</param>
    /// <returns>Null when nobody else has any.</returns>
    public static InputElement? Of(RotationSnapshot rotation, string person, Func<string, string> nameOf, Instant now)
    {
        var others = SwapRules.Others(rotation, person, now).Take(Most + 1).ToList();
        return others.Count switch
        {
            0 => null,
            <= Most => new StaticSelectMenu
            {
                OptionGroups =
                [
                    .. others.GroupBy(one => nameOf(one.Person)).OrderBy(own => own.Key, StringComparer.OrdinalIgnoreCase).Select(theirs => new OptionGroup
                    {
                        Label = theirs.Key,
                        Options = [.. theirs.Select(one => Choice(one, Swapping.What(one.Shift, SwapRules.Part(one.Shift, one.Person), now)))],
                    }),
                ],
            },
            _ => new ExternalSelectMenu { ActionId = MenuId, MinQueryLength = 1 },
        };
    }

    /// <summary>Those whose owner's name or date contains the typed text.</summary>
    public static IReadOnlyList<Option> Matching(string typed, RotationSnapshot rotation, string person, Func<string, string> nameOf, Instant now) =>
    [
        .. SwapRules.Others(rotation, person, now)
            .Select(one => Choice(one, $"{nameOf(one.Person)}: {Swapping.What(one.Shift, SwapRules.Part(one.Shift, one.Person), now)}"))
            .Where(choice => Folding.Fold(choice.Text.Text).Contains(Folding.Fold(typed).Trim(), StringComparison.OrdinalIgnoreCase)).Take(Most),
    ];

    /// <summary>The chosen shift and its owner; null for none.</summary>
    public static (string Person, Shift Shift)? Read(RotationSnapshot rotation, string? chosen) =>
        chosen?.Split(' ', 2) is [var person, var id] && rotation.Find(id) is { } shift ? (person, shift) : null;

    private static Option Choice((Shift Shift, string Person) one, string words) => Option.Of(words, $"{one.Person} {one.Shift.Id}");
}

/// <summary>Loads the options of a large rotation while typing.</summary>
internal sealed class ReturnsOfRotation(RotationReader rotation, SlackDirectory directory, TimeProvider time) : IBlockOptionProvider
{
    public async Task<BlockOptionsResponse> GetOptions(BlockOptionsRequest request, CancellationToken cancellation) => new()
    {
        Options = ReturnPicker.Matching(
            request.Value, await rotation.Read(cancellation), request.UserId, directory.NameOf, time.Now()),
    };
}
