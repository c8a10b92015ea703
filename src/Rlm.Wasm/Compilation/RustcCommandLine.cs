using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>How rustc is called for an analysis.</summary>
internal static class RustcCommandLine
{
    public const string OutputFile = "analysis.wasm";

    /// <summary>Where rustc says what it has read.</summary>
    public const string DependencyFile = "analysis.d";

    /// <summary>The flags that every module is made with.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        .. GuestFlags.Rustc,

        // A twelfth less time than level 3, and modules that do no more work.
        "-Copt-level=2",

        // Two units compiled at once take two thirds of the time of one, for some 5 % more work of the module; more units end
        // hardly sooner. Compiled once more together, as is the default, they would take a quarter longer again.
        "-Ccodegen-units=2",
        "-Clto=off",

        // Names serve debuggers only; without them the module is a fifth smaller.
        "-Cstrip=symbols",

        // Warnings would only cost a model's attention. Lints that deny by default still do.
        "-Awarnings",
    ];

    public static IReadOnlyList<string> For(RustToolchain toolchain, AnalysisSignature signature, CompilerOptions options)
    {
        List<string> arguments =
        [
            EntryTemplate.EntryFile,
            "--crate-name", "analysis",
            "--crate-type", "cdylib",
            $"--emit=link={OutputFile},dep-info={DependencyFile}",
            .. Flags,
            "--error-format=json",
            "-L", $"dependency={toolchain.LibraryFolder}",
            "--sysroot", toolchain.Sysroot,
        ];
        if (toolchain.LinkerPath is { } linker)
        {
            arguments.Add($"-Clinker={linker}");
        }

        arguments.AddRange(ByteSearch.LinkArguments(toolchain.ByteSearchSymbol));
        foreach (var crate in toolchain.Crates.Where(c => c.Name == "rlm" || signature.Crates.Contains(c.Name)))
        {
            arguments.AddRange(["--extern", $"{crate.Name}={crate.Path}"]);
        }

        arguments.AddRange(options.ExtraFlags);
        return arguments;
    }
}
