using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Load;

/// <summary>Measures how fast the rotation answers a small team without history and a large one after ten years.</summary>
internal static class RotationLoad
{
    private static readonly LargeRotation[] Sizes = [new(10, 1, 0), new(500, 50, 10)];

    public static async Task Measure(LoadOptions options, List<Figures> figures, CancellationToken cancellation)
    {
        foreach (var size in Sizes)
        {
            var on = $" ({size.People} people, {size.Cadences} rotations, {size.Years} years)";
            var data = Directory.CreateTempSubdirectory("chatops-load-").FullName;
            try
            {
                var storage = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(data, "chatops.db")}" };
                var planned = await size.Write(storage);
                Console.WriteLine($"Processor time of planning a year: {planned.Empty.TotalMilliseconds:N0} ms, again "
                    + $"{planned.Again.TotalMilliseconds:N0} ms, anew {planned.Anew.TotalMilliseconds:N0} ms{on}.");
                await TheApp.Run(options, storage.ConnectionString, size.WriteCadences(data), size.Ids, on, Measure, cancellation);
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }

            async Task Measure(FakeWebApi slack, ServerProcess app)
            {
                await TheApp.StartReleases(app, slack, [1, 2], cancellation);
                await Ask("/rotation", () => new CommandUser("", "The rotation", "/rotation"));
                await Ask("/rotation calendar", () => new CommandUser("calendar", "Primary", "/rotation"));
                await Ask("/rotation who", () => new CommandUser("who", "is Primary", "/rotation"));
                await Ask("/rotation load", () => new CommandUser("load", "Who carried how much", "/rotation"));
                await Ask("/rotation plan", () => new CommandUser("plan", "plan", "/rotation"));
                await Ask("/rotation plan anew", () => new CommandUser("plan anew", "plan", "/rotation"));
                await Ask("/rotation swap, until it is open", () => new ModalUser(slack, "swap", "/rotation", "rotation.swap"));
                await Ask("/rotation away, until it is open", () => new ModalUser(slack, "away", "/rotation", "rotation.away"));
                await Ask("/release new, until it is open", () => new ModalUser(slack));
                await Ask(
                    "/rotation calendar after a release changed",
                    () => new AfterChangeUser($"R{size.Ended + 1}", new CommandUser("calendar", "Primary", "/rotation")));
                await Ask("Home opened, until it is drawn", () => new HomeDrawnUser(slack, size.Ids));

                async Task Ask(string name, Func<IUser> user)
                {
                    if (name.Contains(options.Only, StringComparison.Ordinal))
                        figures.Add(await LoadRun.Measure(name, new(on), app, 1, options, _ => user(), cancellation));
                }
            }
        }
    }
}
