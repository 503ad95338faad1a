using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Load;

/// <summary>
/// Measures how fast the rotation answers a small team without history and a large one after ten years: both at the same time, each question to
/// one and then to the other, so that whatever else the machine does meets both.
/// </summary>
internal static class RotationLoad
{
    private static readonly LargeRotation Small = new(10, 1, 0), Large = new(500, 50, 10);

    private sealed record Place(LargeRotation Size, Server On, FakeWebApi Slack, ServerProcess App);

    public static Task Measure(LoadOptions options, List<Figures> figures, CancellationToken cancellation) =>
        On(options, Small, null, small =>
            On(options, Large, small.On, large => Measure(options, figures, small, large, cancellation), cancellation), cancellation);

    private static async Task On(LoadOptions options, LargeRotation size, Server? beside, Func<Place, Task> measure, CancellationToken cancellation)
    {
        var on = $" ({size.People} people, {size.Cadences} rotations, {size.Years} years)";
        var data = Directory.CreateTempSubdirectory("chatops-load-").FullName;
        try
        {
            var storage = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(data, "chatops.db")}" };
            var planned = await size.Write(storage);
            Console.WriteLine($"Processor time of planning a year: {planned.Empty.TotalMilliseconds:N0} ms, again "
                + $"{planned.Again.TotalMilliseconds:N0} ms, anew {planned.Anew.TotalMilliseconds:N0} ms{on}.");
            await TheApp.Run(
                options, storage.ConnectionString, size.WriteCadences(data), size.Ids, on, async (slack, app) =>
                {
                    await TheApp.StartReleases(app, slack, [1, 2], cancellation);
                    await measure(new(size, new(on, beside), slack, app));
                },
                cancellation);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task Measure(LoadOptions options, List<Figures> figures, Place small, Place large, CancellationToken cancellation)
    {
        await Ask("/rotation", _ => new CommandUser("", "The rotation", "/rotation"));
        await Ask("/rotation calendar", _ => new CommandUser("calendar", "Primary", "/rotation"));
        await Ask("/rotation who", _ => new CommandUser("who", "is Primary", "/rotation"));
        await Ask("/rotation load", _ => new CommandUser("load", "Who carried how much", "/rotation"));
        await Ask("/rotation plan", _ => new CommandUser("plan", "plan", "/rotation"));
        await Ask("/rotation plan anew", _ => new CommandUser("plan anew", "plan", "/rotation"));
        await Ask("/rotation swap, until it is open", on => new ModalUser(on.Slack, "swap", "/rotation", "rotation.swap"));
        await Ask("/rotation away, until it is open", on => new ModalUser(on.Slack, "away", "/rotation", "rotation.away"));
        await Ask("/release new, until it is open", on => new ModalUser(on.Slack));
        await Ask(
            "/rotation calendar after a release changed",
            on => new AfterChangeUser($"R{on.Size.Ended + 1}", new CommandUser("calendar", "Primary", "/rotation")));
        await Ask("Home opened, until it is drawn", on => new HomeDrawnUser(on.Slack, on.Size.Ids));

        async Task Ask(string name, Func<Place, IUser> user)
        {
            if (!name.Contains(options.Only, StringComparison.Ordinal))
                return;
            foreach (var on in new[] { small, large })
                figures.Add(await LoadRun.Measure(name, on.On, on.App, 1, options, _ => user(on), cancellation));
            Console.WriteLine($"{name}: {figures[^1].Processor / figures[^2].Processor:N2} times the processor time{large.On.Name}.");
        }
    }
}
