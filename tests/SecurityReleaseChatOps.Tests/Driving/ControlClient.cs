using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>The local workspace's control API, with which a test does what people do.</summary>
internal sealed class ControlClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };

    public Task<JsonObject> Get(string path) => Read(http.GetAsync(new Uri(path, UriKind.Relative)), path);

    /// <summary>How long each user action took until its answer, oldest first: commands typed, clicks and choices made, forms submitted.</summary>
    public List<TimeSpan> Answers { get; } = [];

    /// <summary>The number of user actions so far.</summary>
    public int Presses => Answers.Count;

    public async Task<JsonObject> Post(string path, object body)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await Read(http.PostAsJsonAsync(path, body), path);
        if (path is "/control/commands" or "/control/actions" || path.EndsWith("/submit", StringComparison.Ordinal))
        {
            lock (Answers)
                Answers.Add(Stopwatch.GetElapsedTime(begun));
        }
        return answer;
    }

    public Task<JsonObject> Delete(string path) => Read(http.DeleteAsync(new Uri(path, UriKind.Relative)), path);

    /// <summary>The resource at a path; null if there is none.</summary>
    public async Task<JsonObject?> Find(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.Content.ReadFromJsonAsync<JsonObject>();
    }

    /// <summary>A file's content.</summary>
    public Task<string> File(string id) => http.GetStringAsync(new Uri($"/control/files/{id}", UriKind.Relative));

    public void Dispose() => http.Dispose();

    private static async Task<JsonObject> Read(Task<HttpResponseMessage> call, string path)
    {
        using var answer = await call;
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {body}");
        return JsonNode.Parse(body)!.AsObject();
    }
}
