using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Jail;

/// <summary>Tries a jail with the compiler itself: it has to read a file beside its source, and must not read one elsewhere.</summary>
internal static class JailSelfTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly JailLimits Limits = new() { AddressSpaceBytes = 2L << 30, CpuSeconds = 20 };

    /// <summary>Null when the jail works and holds; else why it is not to be used.</summary>
    public static async Task<string?> RunAsync(JailPlan plan, RustToolchain toolchain, TimeProvider time, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("rlm-jail-");
        var elsewhere = Directory.CreateTempSubdirectory("rlm-canary-");
        try
        {
            var secret = RandomNumberGenerator.GetHexString(32);
            var canary = Path.Combine(elsewhere.FullName, "canary");
            await File.WriteAllTextAsync(canary, secret, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(scratch.FullName, "own"), "own", cancellationToken).ConfigureAwait(false);

            var works = await CompileAsync("own").ConfigureAwait(false);
            if (!works.Succeeded)
            {
                return $"the compiler does not work in it: {works.Ending}. {works.Tail(3)}";
            }

            var reads = await CompileAsync(canary).ConfigureAwait(false);
            return reads.Succeeded || Holds(reads.OutputBytes.Span, secret) || Holds(reads.ErrorBytes.Span, secret)
                || Directory.EnumerateFiles(scratch.FullName, "*", SearchOption.AllDirectories).Any(file => Holds(File.ReadAllBytes(file), secret))
                ? "the compiler could read a file that is none of its own"
                : null;

            Task<ProcessResult> CompileAsync(string path)
            {
                File.WriteAllText(Path.Combine(scratch.FullName, "test.rs"), $"#![no_std]\npub const TEXT: &str = include_str!({Quote(path)});\n");
                var request = new ProcessRequest
                {
                    FileName = toolchain.RustcPath,
                    Arguments =
                    [
                        "test.rs", "--crate-name", "test", "--crate-type", "lib", "--emit", "metadata", "--target", GuestFlags.Target,
                        "--sysroot", toolchain.Sysroot,
                    ],
                    WorkingDirectory = scratch.FullName,
                    Environment = toolchain.Environment(scratch.FullName),
                    Timeout = Limit,
                };
                return ToolProcess.RunAsync(
                    JailCommand.Wrap(plan, new JailedProgram(request, ToolchainFiles.Of(toolchain), Limits)), cancellationToken, time);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
            elsewhere.Delete(recursive: true);
        }
    }

    private static string Quote(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool Holds(ReadOnlySpan<byte> bytes, string secret) => bytes.IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0;
}
