using Rlm.Documents;
using Rlm.ReadyMade;
using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Tests.ReadyMade;

/// <summary>
/// The committed modules are those of the sources. <c>eng/ready-made.sh</c> makes them anew, with this class: a compiler of
/// another version makes other bytes, so what is compared is what they say.
/// </summary>
public sealed class ShippedModulesTests
{
    private const string Rebuild = "guest/analyses or guest/rlm has changed since the modules were made: run eng/ready-made.sh and commit what it writes.";

    public static TheoryData<string, string, string> Uses => new()
    {
        { "group_count", "access.log", """{"pattern":"\" (\\d{3}) "}""" },
        { "group_count", "moby-dick.txt", """{"pattern":"(?i)\\bwhale\\w*","ignore_case":true}""" },
        { "numbers", "access.log", """{"pattern":"([\\d.]+)$"}""" },
        { "unique", "access.log", """{"pattern":"^\\S+"}""" },
        { "csv_stats", "birdstrikes.csv", "{}" },
        { "csv_stats", "earthquakes.csv", """{"column":"place"}""" },
        { "json_fields", "football.jsonl", """{"path":"division"}""" },
        { "json_fields", "earthquakes.json", "{}" },
        { "top_words", "zitate.txt", """{"n":200}""" },
        { "time_histogram", "access.log", """{"by":"minute"}""" },
    };

    [Fact]
    public async Task The_manifest_fits_the_sources_and_the_modules()
    {
        if (ShippedModules.Write)
        {
            await ShippedModules.WriteAllAsync();
        }

        var modules = ShippedModules.ReadManifest()["modules"]!.AsObject();
        Assert.Equal(ShippedModules.Files.Order(StringComparer.Ordinal), modules.Select(m => m.Key).Order(StringComparer.Ordinal));
        foreach (var file in ShippedModules.Files)
        {
            var expected = ShippedModules.Describe(file, await File.ReadAllBytesAsync(ShippedModules.PathOf(file + ".wasm"), TestContext.Current.CancellationToken));
            Assert.True(modules[file]!.ToJsonString() == expected.ToJsonString(), $"{file}: {Rebuild}");
        }
    }

    [Fact]
    public async Task Every_source_has_the_signature_that_the_host_calls()
    {
        foreach (var analysis in ReadyMadeCatalog.All.DistinctBy(a => a.File))
        {
            var compiled = await ShippedModules.CompileAsync(analysis.File);
            Assert.Equal(analysis.Parameters, compiled.Signature.Parameters);
            Assert.True(compiled.Signature.HasMerge);
        }
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task What_is_shipped_says_what_its_source_says(string name, string document, string args)
    {
        Assert.SkipWhen(ShippedModules.Write, "The modules were just written; the next build embeds them.");
        var analysis = ReadyMadeCatalog.Find(name)!;
        var compiled = await ShippedModules.CompileAsync(analysis.File);
        var text = Text.FromUtf8(await File.ReadAllBytesAsync(Repository.PathOf("samples", "documents", document), TestContext.Current.CancellationToken));
        var inputs = ReadyMadeInputs.Of(analysis, text, ArgumentCheck.Write(analysis, System.Text.Json.Nodes.JsonNode.Parse(args)!.AsObject(), out _)!);
        var fresh = await Sandbox.NoRunner.RunReadyMadeAsync(
            new ReadyMadeModule(compiled.Signature, compiled.Wasm), inputs, TestContext.Current.CancellationToken);
        var shipped = await Sandbox.NoRunner.RunReadyMadeAsync(ReadyMadeModules.Of(analysis), inputs, TestContext.Current.CancellationToken);
        Assert.Null(shipped.Error);
        Assert.NotEqual(0, shipped.Output!.Value.Length);
        Assert.Equal((Show(fresh), fresh.Log), (Show(shipped), shipped.Log));
    }

    private static string Show(Rlm.Analyses.AnalysisRun run) => System.Text.Encoding.UTF8.GetString(run.Output!.Value.Span);
}
