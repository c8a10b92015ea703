using Rlm.Bench.Reports;

namespace Rlm.Bench;

/// <summary>One command of the bench: it measures, and adds its sections to the report.</summary>
/// <param name="Name">As it is written on the command line.</param>
/// <param name="What">What it measures, for the list of commands.</param>
/// <param name="RunAsync">Measures; the arguments are those behind the name, and empty when everything is measured.</param>
internal sealed record Measure(string Name, string What, Func<Report, IReadOnlyList<string>, Task> RunAsync);
