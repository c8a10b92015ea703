using Microsoft.Extensions.DependencyInjection;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Wasm.Caching;

namespace Rlm.Bench.Measures.Loop;

/// <summary>One whole run, and what of its time was not that of its commands.</summary>
/// <param name="Opening">From the question to the first turn: what is noted of the documents, prompt and preview.</param>
/// <param name="Steps">Of each step: from the turn that is asked for to the next one, without the time of its commands.</param>
/// <param name="Commands">The commands' own time in each step.</param>
/// <param name="Closing">From the last turn to the end: what the answer rests on.</param>
internal sealed record LoopRun(TimeSpan Opening, IReadOnlyList<TimeSpan> Steps, IReadOnlyList<TimeSpan> Commands, TimeSpan Closing)
{
    /// <summary>The services of a program that uses the library, with a cache that outlives the run.</summary>
    public static ServiceProvider Services() => new ServiceCollection()
        .AddRlm(o => o.Cache = new ModuleCacheOptions
        {
            Folder = Path.Combine(Places.Work, "modules"),
            KeyFile = Path.Combine(Places.Work, "seal.key"),

            // What is measured is work, not what was kept of it.
            KeepParts = false,
        })
        .BuildServiceProvider();

    /// <summary>Runs a question over documents, with a trace on disk.</summary>
    public static async Task<LoopRun> RunAsync(IServiceProvider services, DocumentSet documents, LoopScript script, int steps)
    {
        var model = new InstantModel(script.Replies(steps));
        var options = new ProviderOptions { Model = "instant" };
        using var models = new ModelPool([new ChatModel("instant", "nowhere", model, options)]);
        var trace = Path.Combine(Places.Work, "loop.jsonl");
        File.Delete(trace);
        var finished = new List<CommandFinished>();
        RunResult? result = null;
        var began = TimeProvider.System.GetTimestamp();
        var request = new RunRequest
        {
            Question = "How long does a step take?",
            Documents = documents,
            Models = models,
            Limits = new RunLimits { MaxIterations = 1_000, MaxTokens = 10_000_000_000 },
            TracePath = trace,
        };
        await foreach (var runEvent in services.GetRequiredService<RlmRunner>().StreamAsync(request))
        {
            if (runEvent is CommandFinished command)
            {
                finished.Add(command);
            }

            result = (runEvent as RunFinished)?.Result ?? result;
        }

        var ended = TimeProvider.System.GetTimestamp();
        if (result is not { Success: true } || finished.Find(c => !c.Success) is { } || model.Asked.Count != steps + 1)
        {
            throw new InvalidOperationException($"The run of {script.Name} failed: {result?.Error?.Message ?? finished.Find(c => !c.Success)?.Output ?? "it took other turns"}");
        }

        var commands = Enumerable.Range(1, steps)
            .Select(step => TimeSpan.FromMilliseconds(finished.Where(c => c.Step == step).Sum(c => c.Milliseconds))).ToList();
        var whole = model.Asked.Zip(model.Asked.Skip(1), TimeProvider.System.GetElapsedTime);
        return new LoopRun(
            TimeProvider.System.GetElapsedTime(began, model.Asked[0]),
            [.. whole.Zip(commands, (all, own) => all - own)],
            commands,
            TimeProvider.System.GetElapsedTime(model.Asked[^1], ended));
    }
}
