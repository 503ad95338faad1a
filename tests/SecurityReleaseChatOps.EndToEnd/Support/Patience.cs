using System.Diagnostics;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Waits with limits generous enough for a busy machine.</summary>
internal static class Patience
{
    // What is not there soon takes long: looking at a whole channel all the time would only keep it from coming.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The limit for a program's start.</summary>
    public static TimeSpan Start { get; } = TimeSpan.FromMinutes(3);

    /// <summary>The limit for anything to appear.</summary>
    public static TimeSpan Seen { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something appears.</summary>
    /// <param name="what">Its description, for the failure message.</param>
    /// <param name="found">Returns it; null while it is not there.</param>
    /// <param name="instead">Describes what is there instead.</param>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> found, Func<Task<string>>? instead = null)
        where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; Stopwatch.GetElapsedTime(begun) < Seen; pause = pause < LongestPause ? pause * 2 : pause)
        {
            if (await found() is { } it)
                return it;
            await Task.Delay(pause);
        }
        throw new TimeoutException($"Waited {Seen.TotalSeconds:N0} s in vain for {what}.\n{(instead is null ? "" : await instead())}");
    }
}
