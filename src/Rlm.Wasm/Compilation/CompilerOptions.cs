namespace Rlm.Wasm.Compilation;

/// <summary>How analyses are compiled.</summary>
public sealed record CompilerOptions
{
    /// <summary>Time that one compile may take before it is ended with all its children, 1 to 600 seconds. Default: 20 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Flags added at the end of rustc's command line, such as <c>-Copt-level=1</c>. Default: none.</summary>
    public IReadOnlyList<string> ExtraFlags { get; init; } = [];

    /// <summary>Folder for scratch folders. Null: the system's folder for temporary files.</summary>
    public string? ScratchFolder { get; init; }
}
