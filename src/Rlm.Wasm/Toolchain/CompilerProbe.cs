using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Looks at one <c>rustc</c>: whether it runs, whose it really is, and whether it can make modules.</summary>
internal sealed class CompilerProbe(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What it found. The compiler is there when rustc answered, the candidate says whether it is usable.</summary>
    public async Task<(ToolchainCandidate Candidate, Compiler? Compiler)> ExamineAsync(
        string path, string origin, IReadOnlyList<string> libraryFolders, CancellationToken cancellationToken)
    {
        var (real, refusal) = await ResolveAsync(path, cancellationToken).ConfigureAwait(false);
        if (real is null)
        {
            return (new(path, origin, null, false, refusal!), null);
        }

        var draft = new Compiler { RustcPath = real, Origin = origin, Version = "", Host = "", Sysroot = "", LibraryFolders = libraryFolders };
        var about = await AskAsync(draft, ["-vV"], cancellationToken).ConfigureAwait(false);
        var sysroot = await AskAsync(draft, ["--print", "sysroot"], cancellationToken).ConfigureAwait(false);
        var facts = Facts(about.Output);
        if (!about.Succeeded || !sysroot.Succeeded || facts.Version is null || facts.Host is null)
        {
            var failed = about.Succeeded ? sysroot : about;
            return (new(real, origin, null, false, $"does not answer as rustc does: {failed.Ending}. {failed.Tail(2)}".Trim()), null);
        }

        var compiler = draft with { Version = facts.Version, Host = facts.Host, Sysroot = sysroot.Output.Trim() };
        if (!HasTarget(compiler))
        {
            return (new(real, origin, facts.Version, false,
                $"has no standard library for {GuestFlags.Target} in {compiler.TargetLibraryFolder}"), compiler);
        }

        var (linker, found) = WasmLinker.Find(compiler);
        return found
            ? (new(real, origin, facts.Version, true, "can make modules"), compiler with { LinkerPath = linker })
            : (new(real, origin, facts.Version, false, "has no linker for WebAssembly: neither its own rust-lld nor a wasm-ld in PATH"), compiler);
    }

    /// <summary>A name in a list of targets proves nothing; the library on disk does.</summary>
    public static bool HasTarget(Compiler compiler) =>
        Directory.Exists(compiler.TargetLibraryFolder)
        && Directory.EnumerateFiles(compiler.TargetLibraryFolder, "libstd-*.rlib").Any();

    /// <summary>The rustup that a <c>rustc</c> is a shim of, or null when it is a compiler.</summary>
    public static string? RustupOf(string path)
    {
        if (ToolEnvironment.FindExecutable(Path.Combine(Path.GetDirectoryName(path)!, "rustup"), null) is not { } rustup)
        {
            return null;
        }

        // Shims are links to rustup, or, where links cannot be had, copies of it.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var same = Path.GetFileName(target).StartsWith("rustup", StringComparison.Ordinal)
            || new FileInfo(target).Length == new FileInfo(rustup).Length;
        return same ? rustup : null;
    }

    private async Task<(string? Path, string? Refusal)> ResolveAsync(string path, CancellationToken cancellationToken)
    {
        if (ToolEnvironment.FindExecutable(path, null) is null)
        {
            return (null, File.Exists(path) ? "may not be executed" : "is not there");
        }

        if (RustupOf(path) is not { } rustup)
        {
            return (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, null);
        }

        var which = await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = rustup,
                Arguments = ["which", "rustc"],

                // In this folder no rust-toolchain.toml chooses another compiler, and RUSTUP_TOOLCHAIN is not passed on.
                WorkingDirectory = "/",
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = Limit,
            },
            cancellationToken,
            time).ConfigureAwait(false);
        var real = which.Output.Trim();
        return which.Succeeded && File.Exists(real)
            ? (real, null)
            : (null, $"is a shim of rustup, and rustup has no default toolchain: {which.Tail(2)}");
    }

    private Task<ProcessResult> AskAsync(Compiler compiler, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = compiler.RustcPath,
                Arguments = arguments,
                WorkingDirectory = "/",
                Environment = compiler.Prepare(ToolEnvironment.Minimal()),
                Timeout = Limit,
            },
            cancellationToken,
            time);

    private static (string? Version, string? Host) Facts(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        string? Value(string name) => Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
        var version = Array.Find(lines, line => line.StartsWith("rustc ", StringComparison.Ordinal))?["rustc ".Length..];
        var hash = Value("commit-hash:");
        return (version is null || hash is null or "unknown" || version.Contains(hash[..Math.Min(9, hash.Length)], StringComparison.Ordinal)
            ? version
            : $"{version} {hash}", Value("host:"));
    }
}
