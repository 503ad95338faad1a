using System.Diagnostics;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Waiting with bounds that a busy machine keeps too.</summary>
internal static class Patience
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>How long a program may take to start.</summary>
    public static TimeSpan Start { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long anything may take to be seen.</summary>
    public static TimeSpan Seen { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something is there.</summary>
    /// <param name="what">It, in words, for when it does not come.</param>
    /// <param name="found">Null while it is not there.</param>
    /// <param name="instead">Says what is there instead.</param>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> found, Func<Task<string>>? instead = null)
        where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Seen)
        {
            if (await found() is { } it)
                return it;
            await Task.Delay(Look);
        }
        throw new TimeoutException($"Waited {Seen.TotalSeconds:N0} s in vain for {what}.\n{(instead is null ? "" : await instead())}");
    }
}
