using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Compiles something small really: the only proof that a toolchain works.</summary>
internal sealed class ToolchainCheck(ToolchainFolder folder, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Null when a module came out that uses the standard library and every crate.</summary>
    public async Task<WasmError?> RunAsync(RustToolchain toolchain, CancellationToken cancellationToken)
    {
        var work = folder.NewTemporary();
        try
        {
            var source = "#[macro_use]\nextern crate rlm;\n"
                + string.Concat(toolchain.Crates.Select(crate => Probe(crate.Name)))
                + "#[no_mangle]\npub extern \"C\" fn rlm_check() { println!(\"{}\", String::from(\"works\")); }\n";
            await File.WriteAllTextAsync(Path.Combine(work, "check.rs"), source, cancellationToken).ConfigureAwait(false);
            var result = await ToolProcess.RunAsync(Request(toolchain, work), cancellationToken, time).ConfigureAwait(false);
            return result.Succeeded && File.Exists(Path.Combine(work, "check.wasm"))
                ? null
                : ToolFailure.Of($"{toolchain.RustcPath} {toolchain.Version} could not compile a small module", result);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string Probe(string crate) => crate switch
    {
        "regex" => "#[no_mangle]\npub extern \"C\" fn with_regex() -> usize { regex::Regex::new(\"a+\").unwrap().find_iter(\"aab\").count() }\n",
        "serde_json" => "#[no_mangle]\npub extern \"C\" fn with_json() -> usize { serde_json::from_str::<serde_json::Value>(\"[1]\").unwrap().as_array().unwrap().len() }\n",
        _ => "",
    };

    private static ProcessRequest Request(RustToolchain toolchain, string work)
    {
        return new ProcessRequest
        {
            FileName = toolchain.RustcPath,
            Arguments =
            [
                "check.rs", "--crate-name", "check", "--crate-type", "cdylib", "-o", "check.wasm", .. GuestFlags.Rustc,
                .. toolchain.LinkerPath is { } linker ? (string[])[$"-Clinker={linker}"] : [],
                .. ByteSearch.LinkArguments(toolchain.ByteSearchSymbol),
                "--sysroot", toolchain.Sysroot,
                $"-Ldependency={toolchain.LibraryFolder}",
                .. toolchain.Crates.SelectMany(crate => (string[])["--extern", $"{crate.Name}={crate.Path}"]),
            ],
            WorkingDirectory = work,
            Environment = toolchain.Environment(work),
            Timeout = Limit,
            Keep = OutputKeep.Tail,
        };
    }
}
