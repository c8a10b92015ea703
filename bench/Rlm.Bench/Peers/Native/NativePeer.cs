using System.Globalization;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench.Peers.Native;

/// <summary>The same Rust as an ordinary program of this machine, compiled with <c>-O</c>.</summary>
internal sealed class NativePeer(RustToolchain toolchain) : Peer("native")
{
    private NativePrograms? _programs;

    public override bool Answers(BenchAnalysis analysis) => _programs?.Has(analysis) == true;

    public override async Task<string?> PrepareAsync(IReadOnlyList<BenchAnalysis> analyses)
    {
        var (version, errors, exit) = await Tool.RunAsync("rustc", ["--version"]);
        if (exit != 0)
        {
            return $"no rustc for this machine: {Tool.LastLine(errors)}";
        }

        (_programs, var failure) = await NativePrograms.BuildAsync(analyses, toolchain);
        Version = $"{version.Trim()}, {_programs?.Crates ?? "without crates"}";
        return failure;
    }

    public override async Task<PeerRun> RunAsync(Job job)
    {
        var (output, errors, exit) = await Tool.RunAsync(_programs!.Path(job.Analysis), job.Documents);
        if (exit != 0)
        {
            return PeerRun.Failed($"exit {exit}: {Tool.LastLine(errors)}");
        }

        var nanoseconds = errors.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new PeerRun(output, null, nanoseconds[0] / 1e6, nanoseconds[1] / 1e6);
    }
}
