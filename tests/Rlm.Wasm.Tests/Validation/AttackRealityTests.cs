using System.Security.Cryptography;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>Shows that the attacks are ones: without a validator and without a jail they get hold of a secret.</summary>
[Trait("Category", "Security")]
public sealed class AttackRealityTests
{
    private const string ReadFiles = "analysis.d";

    private static readonly string[] Known = ["plain include", "macro with tokens", "path of a module in the crate", "environment by path"];

    [Fact]
    public async Task Without_validator_and_jail_a_compiler_gives_a_secret_away()
    {
        using var planted = new TempFolder();
        var secret = "canary_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var canary = planted.Write("canary.rs", secret);
        var attacks = SourceFiles.Attacks(canary).ToList();
        var chosen = Cases.InFull ? attacks : [.. attacks.Where(attack => Known.Contains(attack.Name))];

        var read = new List<string>();
        foreach (var (name, text) in chosen)
        {
            if (await GivesAwayAsync(text, secret, canary))
            {
                read.Add(name);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{read.Count} of {chosen.Count} attacks are real; not: {string.Join(", ", chosen.Select(attack => attack.Name).Except(read))}");
        Assert.Superset(Known.ToHashSet(), read.ToHashSet());
        Assert.InRange(read.Count, Cases.Of(full: 200, quick: Known.Length), chosen.Count);
    }

    /// <summary>
    /// Whether the secret is in the module or in what rustc says, or the file is among those that rustc says it read
    /// (documentation, for one, ends in neither).
    /// </summary>
    private static async Task<bool> GivesAwayAsync(string text, string secret, string canary)
    {
        using var folder = new TempFolder();
        var signature = new AnalysisSignature(["i"], HasMerge: false, ["regex", "serde_json"]);
        folder.Write(EntryTemplate.EntryFile, EntryTemplate.Render(signature));
        folder.Write(EntryTemplate.AnalysisFile, (text.StartsWith("#!", StringComparison.Ordinal) ? "" : CompilerTextBuilder.Prefix) + text);

        var (_, output) = await PlainRustc.RunAsync(
            folder,
            [EntryTemplate.EntryFile, "--crate-name=analysis", "--crate-type=cdylib", $"--emit=link={RustcCommandLine.OutputFile},dep-info={ReadFiles}", .. await PlainRustc.CratesAsync()],
            (SourceFiles.CanaryVariable, secret));

        var (module, files) = (folder.PathOf(RustcCommandLine.OutputFile), folder.PathOf(ReadFiles));
        return output.Contains(secret, StringComparison.Ordinal)
            || (File.Exists(files) && await File.ReadAllTextAsync(files, TestContext.Current.CancellationToken) is var names
                && (names.Contains(secret, StringComparison.Ordinal) || names.Contains(canary, StringComparison.Ordinal)))
            || (File.Exists(module) && File.ReadAllBytes(module).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0);
    }
}
