using System.Globalization;
using System.Text.Json.Nodes;
using Rlm.Server.Runs;
using Rlm.Testing.Chat;
using Rlm.Traces;

namespace Rlm.Server.Tests.Load;

/// <summary>Many questions at once. The long form, with times and memory, is <c>eng/bench.sh load</c>.</summary>
public sealed class LoadTests
{
    private const int Runs = 200;
    private const int AtOnce = 50;

    [Theory]
    [InlineData("""[{"op":"count","what":"lines","store":"n"},{"op":"final_var","name":"n"}]""")]
    [InlineData("""[{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> usize { input.lines().count() }","store":"n"},{"op":"final_var","name":"n"}]""")]
    public async Task Fifty_at_once_are_all_answered_rightly_and_none_is_lost(string reply)
    {
        await using var service = await TestService.StartAsync();
        service.Model.Otherwise = async exchange =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
            await ChatAnswers.Streamed(reply)(exchange);
        };
        var next = 0;
        var ids = new string[Runs];
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= Runs;)
            {
                ids[number - 1] = await AskAsync(service, number);
            }
        }));

        Assert.Equal(Runs, ids.Distinct().Count());
        Assert.Equal(Runs, service.Model.Requests.Count);
        var store = service.Get<RunStore>();
        Assert.All(ids, (id, i) => Assert.Equal((RunStatus.Done, Lines(i + 1)), (store.Summary(id).Status, store.Summary(id).Answer)));
        Assert.Equal(0, service.Get<LiveRuns>().Count);
        Assert.DoesNotContain(Directory.GetDirectories(store.Folder, "*.documents"), d => ids.Contains(Path.GetFileNameWithoutExtension(d)));
    }

    /// <summary>Asks for the lines of a document that has as many as no other.</summary>
    private static async Task<string> AskAsync(TestService service, int number)
    {
        using var response = await service.PostAsync("/query", new JsonObject
        {
            ["query"] = $"How many lines has document {number}?",
            ["context"] = string.Concat(Enumerable.Repeat($"{number}\n", number)),
        });
        var result = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, result.ToJsonString());
        Assert.Equal(Lines(number), (string?)result["answer"]);
        return (string)result["run_id"]!;
    }

    private static string Lines(int number) => number.ToString(CultureInfo.InvariantCulture);
}
