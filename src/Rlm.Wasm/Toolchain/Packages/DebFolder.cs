using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain.Packages;

/// <summary><c>.deb</c> files on disk.</summary>
internal static class DebFolder
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly string[] Fields = ["Package", "Version", "Depends", "Pre-Depends", "Provides"];

    /// <summary>What lies in a folder.</summary>
    public static async Task<(PackageIndex? Index, WasmError? Error)> IndexAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var index = new PackageIndex();
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.deb").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            return (null, new WasmError(WasmErrorCode.CompilerNotFound,
                $"{folder} holds no .deb files. Make them on a connected machine of the same release with `rlm setup --save-to FOLDER`."));
        }

        foreach (var file in files)
        {
            var result = await RunAsync("dpkg-deb", ["-f", file, .. Fields], time, cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return (null, ToolFailure.Of($"{file} is not a readable package", result));
            }

            using var reader = new StringReader(result.Output);
            index.Read(reader, file);
        }

        return (index, null);
    }

    /// <summary>
    /// Left in the packages: documentation, and the sources of the compiler and of its tools, which are five times as
    /// large as those of the standard library.
    /// </summary>
    private static readonly string[] LeftOut =
    [
        "./usr/share/doc", "./usr/share/man", "./usr/share/lintian", "./usr/include",
        "./usr/src/*/compiler", "./usr/src/*/src", "./usr/src/*/tests", "./usr/src/*/debian",
        "./usr/lib/llvm-*/lib/*.a",
    ];

    /// <summary>Unpacks files into one folder, as many at once as there are processors.</summary>
    public static async Task<WasmError?> UnpackAsync(
        IReadOnlyList<string> files, string root, Action<string> onLine, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        WasmError? error = null;
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
        {
            onLine(Path.GetFileName(file));
            var result = await RunAsync(
                "bash",
                [
                    "-o", "pipefail", "-c", "dpkg-deb --fsys-tarfile \"$0\" | tar -x \"$@\"", file,
                    "-C", root, "--no-same-owner", "--no-wildcards-match-slash", .. LeftOut.Select(pattern => $"--exclude={pattern}"),
                ],
                time, token).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                error = ToolFailure.Of($"{file} could not be unpacked", result);
            }
        }).ConfigureAwait(false);
        return error;
    }

    private static Task<ProcessResult> RunAsync(string tool, string[] arguments, TimeProvider time, CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = tool,
                Arguments = arguments,
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = Limit,
            },
            cancellationToken,
            time);
}
