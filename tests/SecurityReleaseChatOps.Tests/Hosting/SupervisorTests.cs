using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Tests.Conventions;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>What the app tells systemd, and the files used to install it.</summary>
public sealed class SupervisorTests
{
    [SkippableFact]
    public async Task Systemd_hears_that_it_is_ready_alive_and_stopping()
    {
        Skip.If(OperatingSystem.IsWindows(), "systemd is Linux's.");
        var folder = Directory.CreateTempSubdirectory("chatops-notify-");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, "notify")));
        using var started = new CancellationTokenSource();
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Returns(started.Token);
        using var supervisor = new Supervisor(lifetime, name => name switch
        {
            "NOTIFY_SOCKET" => Path.Combine(folder.FullName, "notify"),
            "WATCHDOG_USEC" => "20000",
            _ => null,
        });
        await supervisor.StartAsync(default);
        await started.CancelAsync();
        var heard = new List<string>();
        while (!heard.Contains("READY=1") || !heard.Contains("WATCHDOG=1"))
            heard.Add(await Hear());
        await supervisor.StopAsync(default);
        while (heard[^1] != "STOPPING=1")
            heard.Add(await Hear());
        heard.Distinct().Order().ShouldBe(["READY=1", "STOPPING=1", "WATCHDOG=1"]);
        folder.Delete(recursive: true);

        async Task<string> Hear()
        {
            var datagram = new byte[64];
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            return Encoding.ASCII.GetString(datagram, 0, await systemd.ReceiveAsync(datagram, patience.Token));
        }
    }

    [Fact]
    public async Task Elsewhere_it_does_nothing()
    {
        using var supervisor = new Supervisor(Substitute.For<IHostApplicationLifetime>(), _ => null);
        await supervisor.StartAsync(default);
        await supervisor.ExecuteTask!;
    }

    [Fact]
    public void The_unit_is_hardened_and_does_not_start_again_what_a_start_does_not_mend()
    {
        var unit = Repository.Read("docs/deploy/chatops.service");
        foreach (var line in new[] { "Type=notify", "WatchdogSec=", "NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=chatops",
            "CapabilityBoundingSet=", "RestartPreventExitStatus=64 78" })
            unit.Split('\n').ShouldContain(one => one.StartsWith(line, StringComparison.Ordinal), line);
        foreach (var (name, key) in new[] { ("bot-token", "Slack:BotToken"), ("app-token", "Slack:AppToken") })
        {
            unit.ShouldContain($"{key.Replace(":", "__", StringComparison.Ordinal)}{SecretFiles.Ending}=%d/{name}");
            SecretFiles.Keys.ShouldContain(key);
        }
    }

    [SkippableFact]
    public async Task Systemd_takes_the_unit()
    {
        const string analyze = "/usr/bin/systemd-analyze";
        Skip.IfNot(File.Exists(analyze), "systemd is not here.");
        // Where .NET is installed varies, and is not under test.
        var folder = Directory.CreateTempSubdirectory("chatops-unit-");
        var unit = Path.Combine(folder.FullName, "chatops.service");
        await File.WriteAllTextAsync(unit, Repository.Read("docs/deploy/chatops.service").Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal));
        using var run = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(analyze, ["verify", unit])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        run.ExitCode.ShouldBe(0, said);
        said.ShouldNotContain("chatops.service");
        folder.Delete(recursive: true);
    }
}
