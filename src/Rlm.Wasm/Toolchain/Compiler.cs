using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>A <c>rustc</c> that answered, and what belongs to it.</summary>
internal sealed record Compiler
{
    public required string RustcPath { get; init; }

    public required string Origin { get; init; }

    public required string Version { get; init; }

    /// <summary>What it compiles for by default, such as <c>x86_64-unknown-linux-gnu</c>.</summary>
    public required string Host { get; init; }

    /// <summary>Its own sysroot.</summary>
    public required string Sysroot { get; init; }

    public IReadOnlyList<string> LibraryFolders { get; init; } = [];

    public string? LinkerPath { get; init; }

    /// <summary>Where the libraries for the target belong.</summary>
    public string TargetLibraryFolder => Path.Combine(Sysroot, "lib", "rustlib", GuestFlags.Target, "lib");

    /// <summary>Names of the libraries for the target, sorted.</summary>
    public IEnumerable<string> TargetLibraries() =>
        Directory.EnumerateFiles(TargetLibraryFolder, "*.rlib").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The cargo that came with it, or null.</summary>
    public string? CargoPath => ToolEnvironment.FindExecutable(Path.Combine(Path.GetDirectoryName(RustcPath)!, "cargo"), null);

    /// <summary>Adds what the compiler needs to run to an environment.</summary>
    public Dictionary<string, string> Prepare(Dictionary<string, string> environment)
    {
        environment[GuestFlags.UnstableFlags.Name] = GuestFlags.UnstableFlags.Value;
        if (LibraryFolders.Count > 0)
        {
            environment["LD_LIBRARY_PATH"] = string.Join(':', LibraryFolders);
        }

        return environment;
    }
}
