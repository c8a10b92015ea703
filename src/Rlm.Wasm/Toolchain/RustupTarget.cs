using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Asks the user's rustup for the target.</summary>
internal sealed class RustupTarget(ToolchainOptions options, ToolchainFolder folder, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>How it ended, or null: there is no rustup.</summary>
    public async Task<ProcessResult?> AddAsync(Action<string> onLine, CancellationToken cancellationToken)
    {
        var rustup = CandidatePlaces.List(options, folder)
            .Select(place => File.Exists(place.File) ? CompilerProbe.RustupOf(place.File) : null)
            .FirstOrDefault(found => found is not null);
        return rustup is null ? null : await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = rustup,
                Arguments = ["target", "add", GuestFlags.Target],
                WorkingDirectory = "/",
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = Limit,
                Keep = OutputKeep.Tail,
                OnLine = onLine,
            },
            cancellationToken,
            time).ConfigureAwait(false);
    }
}
