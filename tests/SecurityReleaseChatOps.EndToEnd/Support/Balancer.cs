using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Passes each of Slack's deliveries to a random instance whose <c>/health/ready</c> is green.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<Uri> _instances;
    private readonly bool[] _ready;
    private readonly int[] _given;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _random;

    private Balancer(IReadOnlyList<Uri> instances, Uri address, int seed)
    {
        (_instances, _random, Address) = (instances, new Random(seed), address);
        (_ready, _given) = (new bool[instances.Count], new int[instances.Count]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        _server = builder.Build();
        _server.Run(Pass);
    }

    public Uri Address { get; }

    /// <summary>If set, gets all deliveries, ready or not.</summary>
    public int? Only { get; set; }

    /// <summary>How many deliveries each instance got.</summary>
    public IReadOnlyList<int> Given => _given;

    public static async Task<Balancer> Start(IReadOnlyList<Uri> instances, int seed)
    {
        var balancer = new Balancer(instances, Ports.Free(), seed);
        await balancer._server.StartAsync();
        for (var i = 0; i < instances.Count; i++)
            _ = balancer.Watch(i);
        return balancer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task Watch(int instance)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                patience.CancelAfter(Patience);
                using var answer = await _http.GetAsync(new Uri(_instances[instance], "/health/ready"), patience.Token);
                _ready[instance] = answer.IsSuccessStatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                _ready[instance] = false;
            }
            await Task.Delay(Between);
        }
    }

    private async Task Pass(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (Choose() is not { } chosen)
        {
            http.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            return;
        }
        Interlocked.Increment(ref _given[chosen]);
        using var request = new HttpRequestMessage(
            new HttpMethod(http.Request.Method), new Uri(_instances[chosen], http.Request.Path + http.Request.QueryString));
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, value) in http.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        }
        try
        {
            using var answer = await _http.SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(http.Response.Body);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            http.Response.StatusCode = (int)HttpStatusCode.BadGateway;
        }
    }

    private int? Choose()
    {
        if (Only is { } only)
            return only;
        var ready = Enumerable.Range(0, _ready.Length).Where(i => _ready[i]).ToList();
        lock (_random)
            return ready.Count == 0 ? null : ready[_random.Next(ready.Count)];
    }
}
