using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Jail;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Tests.Validation;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Jail;

/// <summary>
/// The attacks on the compiler as if there were no validation: each jail alone keeps a planted secret, and what rustc says
/// that it read gives away those that had one. That they are attacks is shown by <see cref="AttackRealityTests"/>.
/// </summary>
[Trait("Category", "Security")]
[SupportedOSPlatform("linux")]
public sealed class AttackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> All => Jails.All();

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_attack_gets_a_secret_out_of_a_jail(string jail)
    {
        var (plan, toolchain) = await Jails.GetAsync(jail);
        using var planted = new TempFolder();
        var secret = NewSecret();
        var attacks = SourceFiles.Attacks(planted.Write("canary.rs", secret)).ToList();
        foreach (var (name, text) in attacks.Where((_, i) => Cases.InFull || i % 40 == 0))
        {
            using var scratch = new TempFolder();
            var (result, _) = await CompileAsync(plan, toolchain, scratch, text);

            Assert.False(Holds(result.OutputBytes.Span, secret) || Holds(result.ErrorBytes.Span, secret), name);
            Assert.All(
                Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null),
                file => Assert.False(Holds(File.ReadAllBytes(file), secret), name));
        }
    }

    [Fact]
    public async Task Where_a_secret_got_into_a_module_rustc_tells_that_it_read_more()
    {
        var toolchain = await TestToolchain.GetAsync();
        using var planted = new TempFolder();
        var secret = NewSecret();
        var attacks = SourceFiles.Attacks(planted.Write("canary.rs", $"\"{secret}\"")).ToList();
        var got = 0;
        foreach (var (name, text) in attacks.Where((_, i) => Cases.InFull || i % 40 == 0))
        {
            using var scratch = new TempFolder();
            var (result, module) = await CompileAsync(JailPlan.Open, toolchain, scratch, text);
            if (result.Succeeded && Holds(module, secret))
            {
                got++;
                Assert.True(DependencyInfo.Foreign(File.ReadAllBytes(scratch.PathOf(RustcCommandLine.DependencyFile))) is not null, name);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{got} of {attacks.Count} attacks got the secret into a module");
        Assert.InRange(got, Cases.Of(full: 20, quick: 1), attacks.Count);
    }

    private static async Task<(ProcessResult Result, byte[] Module)> CompileAsync(JailPlan plan, RustToolchain toolchain, TempFolder scratch, string text)
    {
        var signature = new AnalysisSignature(["i"], HasMerge: false, ["regex", "serde_json"]);
        scratch.Write(EntryTemplate.EntryFile, EntryTemplate.Render(signature));
        scratch.Write(EntryTemplate.AnalysisFile, (text.StartsWith("#!", StringComparison.Ordinal) ? "" : CompilerTextBuilder.Prefix) + text);
        var request = new ProcessRequest
        {
            FileName = toolchain.RustcPath,
            Arguments = RustcCommandLine.For(toolchain, signature, new CompilerOptions()),
            WorkingDirectory = scratch.Path,
            Environment = toolchain.Environment(scratch.Path),
            Timeout = TimeSpan.FromSeconds(60),
        };
        var limits = new JailLimits { AddressSpaceBytes = 2L << 30, CpuSeconds = 60 };
        var result = await ToolProcess.RunAsync(JailCommand.Wrap(plan, new JailedProgram(request, ToolchainFiles.Of(toolchain), limits)), Stop);
        var module = scratch.PathOf(RustcCommandLine.OutputFile);
        return (result, File.Exists(module) ? await File.ReadAllBytesAsync(module, Stop) : []);
    }

    private static string NewSecret() => "canary_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static bool Holds(ReadOnlySpan<byte> bytes, string secret) => bytes.IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0;
}
