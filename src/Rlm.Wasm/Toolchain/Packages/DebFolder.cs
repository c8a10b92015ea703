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
            var result = await RunAsync(["-f", file, .. Fields], time, cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return (null, ToolFailure.Of($"{file} is not a readable package", result));
            }

            using var reader = new StringReader(result.Output);
            index.Read(reader, file);
        }

        return (index, null);
    }

    /// <summary>Unpacks files into one folder, as many at once as there are processors.</summary>
    public static async Task<WasmError?> UnpackAsync(
        IReadOnlyList<string> files, string root, Action<string> onLine, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        WasmError? error = null;
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
        {
            onLine(Path.GetFileName(file));
            var result = await RunAsync(["-x", file, root], time, token).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                error = ToolFailure.Of($"{file} could not be unpacked", result);
            }
        }).ConfigureAwait(false);
        return error;
    }

    private static Task<ProcessResult> RunAsync(string[] arguments, TimeProvider time, CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = "dpkg-deb",
                Arguments = arguments,
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = Limit,
            },
            cancellationToken,
            time);
}
