using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Runs cargo for the guest's target with one compiler.</summary>
internal sealed class CargoBuild(Compiler compiler, HostTools tools, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Where cargo leaves the libraries of a project.</summary>
    public static string Output(string project) => Path.Combine(project, "target", GuestFlags.Target, "release", "deps");

    /// <summary>A folder for <c>CARGO_HOME</c> in which crates.io is replaced by the crates in one folder.</summary>
    public static void ReplaceRegistry(string cargoHome, string crates)
    {
        Directory.CreateDirectory(cargoHome);
        var quoted = crates.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        File.WriteAllText(
            Path.Combine(cargoHome, "config.toml"),
            $"[source.crates-io]\nreplace-with = \"packaged\"\n[source.packaged]\ndirectory = \"{quoted}\"\n");
    }

    /// <summary>Runs one cargo command in a project.</summary>
    /// <param name="project">The folder with <c>Cargo.toml</c>.</param>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="flags">Flags for rustc.</param>
    /// <param name="cargoHome">The private <c>CARGO_HOME</c>; null: the user's own, with its mirror and its cache.</param>
    /// <param name="onLine">Hears what cargo says.</param>
    /// <param name="limit">Null: the limit for builds.</param>
    /// <param name="cancellationToken">Ends cargo and what it started.</param>
    public Task<ProcessResult> RunAsync(
        string project,
        IReadOnlyList<string> arguments,
        IEnumerable<string> flags,
        string? cargoHome,
        Action<string>? onLine,
        TimeSpan? limit,
        CancellationToken cancellationToken)
    {
        var environment = compiler.Prepare(ToolEnvironment.ForUserTools());
        environment["RUSTC"] = compiler.RustcPath;
        environment["CARGO_TARGET_DIR"] = Path.Combine(project, "target");
        environment["CARGO_INCREMENTAL"] = "0";
        environment["CARGO_NET_RETRY"] = "1";
        environment.TryAdd("CARGO_HTTP_TIMEOUT", "10");
        environment["CARGO_ENCODED_RUSTFLAGS"] = string.Join('\x1f', flags);
        if (compiler.LinkerPath is not null)
        {
            environment["CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER"] = compiler.LinkerPath;
        }

        if (tools.HostLinker is not null)
        {
            environment[$"CARGO_TARGET_{compiler.Host.ToUpperInvariant().Replace('-', '_')}_LINKER"] = tools.HostLinker;
        }

        if (cargoHome is not null)
        {
            environment["CARGO_HOME"] = environment["HOME"] = cargoHome;
        }
        else if (Environment.GetEnvironmentVariable("CARGO_HOME") is { Length: > 0 } users)
        {
            environment["CARGO_HOME"] = users;
        }

        return ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = tools.CargoPath,
                Arguments = arguments,
                WorkingDirectory = project,
                Environment = environment,
                Timeout = limit ?? Limit,
                Keep = OutputKeep.Tail,
                OnLine = onLine,
            },
            cancellationToken,
            time);
    }
}
