using Rlm.Wasm.Jail;

namespace Rlm.Wasm.Compilation;

/// <summary>How analyses are compiled.</summary>
public sealed record CompilerOptions
{
    /// <summary>Time that one compile may take before it is ended with all its children, 1 to 600 seconds. Default: 20 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Address space in bytes that rustc may use, 1 GiB to 64 GiB. Default: 2 GiB. Where it is too small, rustc fails in ways
    /// that look like errors of the code. Enforced by the jail.
    /// </summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>How many compiles run at the same time, 1 to 256; the others wait. Default: the number of processors.</summary>
    public int MaxConcurrent { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether rustc may run outside of a jail. Default: it may not.</summary>
    public JailMode Jail { get; init; } = JailMode.Required;

    /// <summary>Flags added at the end of rustc's command line, such as <c>-Copt-level=1</c>. Default: none.</summary>
    public IReadOnlyList<string> ExtraFlags { get; init; } = [];

    /// <summary>Folder for scratch folders. Null: the system's folder for temporary files.</summary>
    public string? ScratchFolder { get; init; }
}
