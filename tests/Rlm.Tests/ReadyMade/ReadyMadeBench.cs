using Rlm.Testing;
using Rlm.Tests.Commands;

namespace Rlm.Tests.ReadyMade;

/// <summary>Ready-made analyses through the command, as a model gives it, on a machine without a compiler.</summary>
internal static class ReadyMadeBench
{
    /// <summary>The value that the command keeps.</summary>
    public static async Task<string> KeepAsync(string module, string args, string text)
    {
        using var bench = new CommandBench(6_000, Sandbox.NoRunner, ("text", text));
        return await bench.KeepAsync(Command(module, args));
    }

    /// <summary>The value over a sample document.</summary>
    public static async Task<string> KeepOfSampleAsync(string module, string args, string document) =>
        await KeepAsync(module, args, await SampleAsync(document));

    /// <summary>What a model sees, with what was left out and logged.</summary>
    public static async Task<string> ShowAsync(string module, string args, string text)
    {
        using var bench = new CommandBench(6_000, Sandbox.NoRunner, ("text", text));
        return await bench.ShowAsync(Command(module, args));
    }

    /// <summary>What the command says when its arguments are wrong.</summary>
    public static async Task<string> FailAsync(string module, string args, string text)
    {
        using var bench = new CommandBench(6_000, Sandbox.NoRunner, ("text", text));
        return await bench.FailAsync(Command(module, args), "invalid_arguments");
    }

    public static Task<string> SampleAsync(string document) =>
        File.ReadAllTextAsync(Repository.PathOf("samples", "documents", document), TestContext.Current.CancellationToken);

    /// <summary>A table of names and values, one a line.</summary>
    public static Dictionary<string, string> Table(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(f => f.Length == 2).ToDictionary(f => f[0], f => f[1]);

    public static string Command(string module, string args) => $$"""{"op":"wasm","module":"{{module}}","args":{{args}}}""";
}
