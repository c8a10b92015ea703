using System.CommandLine;
using System.Text.Json;

namespace Rlm.Cli.Runs;

/// <summary>What <c>rlm runs delete --json</c> and <c>rlm runs prune --json</c> print.</summary>
internal sealed record RemovedOutput(bool Success, IReadOnlyList<string> Removed)
{
    public static void Print(ParseResult parsed, IReadOnlyList<string> ids) =>
        parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new RemovedOutput(true, ids), CliJson.Readable.RemovedOutput)
            : ids.Count == 0 ? "Nothing to remove." : $"Removed {ids.Count}: {string.Join(", ", ids)}");
}
