using System.Runtime.InteropServices;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench.Reports;

/// <summary>
/// The page of results. Each measure keeps its section as a file, and the page is its head and all sections there are, so
/// that one can be measured anew without the others.
/// </summary>
internal sealed class Report(RustToolchain toolchain)
{
    private readonly List<string> _problems = [];

    /// <summary>What the sections of this run were to reach and did not, and what could not be begun.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Says that a measure cannot begin as it was asked for.</summary>
    public void Refuse(string reason) => _problems.Add(reason);

    /// <summary>Keeps a section, shows it, and writes the page anew.</summary>
    public async Task AddAsync(Section section)
    {
        _problems.AddRange(section.Missed.Select(target => $"missed: {target}"));
        Console.WriteLine(section);
        await File.WriteAllTextAsync(Path.Combine(Places.Sections, section.FileName), section.ToString());
        var sections = await Task.WhenAll(Directory.GetFiles(Places.Sections, "*.md").Order(StringComparer.Ordinal).Select(file => File.ReadAllTextAsync(file)));
        await File.WriteAllTextAsync(Places.Results, string.Join('\n', [Head(), .. sections]));
    }

    private string Head() => $"""
        # Benchmarks

        Made by `make bench`; one measure by `eng/bench.sh MEASURE`. Each section is of one run of its measure.

        - machine: {Machine.Processor()}, {Environment.ProcessorCount} cores, {Machine.Memory()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}
        - {RuntimeInformation.FrameworkDescription}, {typeof(global::Wasmtime.Engine).Assembly.GetName().Name} {typeof(global::Wasmtime.Engine).Assembly.GetName().Version}
        - rustc {toolchain.Version} for the sandbox

        """;
}
