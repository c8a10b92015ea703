using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rlm.Bench.Measures.Load;

/// <summary>Asks the service, so many questions at once, each with a document of its own.</summary>
internal sealed class LoadGenerator(ServerProcess server) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
    private int _asked;

    /// <summary>Asks as many as are wanted; the next one begins when one has ended.</summary>
    public async Task<LoadPhase> RunAsync(string name, int runs, int atOnce)
    {
        var before = server.Now();
        var done = new LoadRun[runs];
        var next = -1;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < runs;)
            {
                done[i] = await AskAsync(Interlocked.Increment(ref _asked));
            }
        })));
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        return new LoadPhase(name, atOnce, done, elapsed, server.Now().Processor - before.Processor);
    }

    /// <summary>How many runs the service lists, and how long it takes to say so.</summary>
    public async Task<(int Total, double Milliseconds)> ListedAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var list = await _client.GetFromJsonAsync<JsonNode>(new Uri("/runs", UriKind.Relative));
        return ((int)list!["total"]!, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    }

    public Task<JsonNode?> StatsAsync() => _client.GetFromJsonAsync<JsonNode>(new Uri("/stats", UriKind.Relative));

    public void Dispose() => _client.Dispose();

    private async Task<LoadRun> AskAsync(int number)
    {
        var text = string.Concat(Enumerable.Repeat($"{number}\n", LoadRun.Lines(number)));
        var body = new JsonObject { ["query"] = $"How many lines has document {number}?", ["context"] = text };
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await _client.PostAsJsonAsync(new Uri("/query", UriKind.Relative), body);
            var said = await response.Content.ReadAsStringAsync();
            var milliseconds = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            if (!response.IsSuccessStatusCode)
            {
                return new LoadRun(number, milliseconds, null, null, $"{(int)response.StatusCode} {said}");
            }

            var result = JsonNode.Parse(said)!;
            return new LoadRun(number, milliseconds, (string?)result["run_id"], (string?)result["answer"], null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new LoadRun(number, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, null, null, exception.Message);
        }
    }
}
