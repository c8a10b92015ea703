using System.Text;
using System.Text.Json.Nodes;
using Rlm.Analyses;
using Rlm.Documents;
using Rlm.ReadyMade;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;

namespace Rlm.Tests.ReadyMade;

/// <summary>Texts larger than the memory of the sandbox are cut, and nothing is lost or counted twice at a cut.</summary>
public sealed class LargeTextTests
{
    private const int MemoryBytes = 16 << 20;

    /// <summary>Smaller than any text here.</summary>
    private static readonly AnalysisRunner Small = new(
        new ModuleCache(new RustCompiler(Sandbox.NoLocator, new CompilerOptions()), new ModuleCacheOptions()),
        new WasmExecutor(new ExecutionOptions { MemoryLimit = MemoryBytes, Timeout = TimeSpan.FromMinutes(5) }),
        TimeProvider.System);

    [Theory]
    [InlineData("group_count", """{"pattern":"\" (\\d{3}) "}""", "73280\t200\n70320\t304\n7000\t404\n1040\t405\n920\t206\n660\t403\n100\t301\n")]
    [InlineData("unique", """{"pattern":"^\\S+","show":"count"}""", "16")]
    [InlineData("time_histogram", """{"by":"day"}""", "2026-11-23\t153320\n")]
    [InlineData("top_words", """{"n":1,"min_length":7}""", null)]
    public async Task A_log_is_counted_over_all_chunks(string module, string args, string? expected)
    {
        var log = await ReadyMadeBench.SampleAsync("access.log");
        var large = string.Concat(Enumerable.Repeat(log, 20));
        Assert.Equal(expected ?? Times(20, await ReadyMadeBench.KeepAsync(module, args, log)), await RunAsync(module, args, large));
    }

    [Fact]
    public async Task Numbers_have_the_same_digits_wherever_the_text_is_cut()
    {
        var log = await ReadyMadeBench.SampleAsync("access.log");
        var large = string.Concat(Enumerable.Repeat(log, 20));
        const string args = """{"pattern":"([\\d.]+)$"}""";
        var table = ReadyMadeBench.Table(await RunAsync("numbers", args, large));
        Assert.Equal(("153320", "5491.66", "0", "0.503"), (table["count"], table["sum"], table["median"], table["p99"]));
        Assert.Equal(await ReadyMadeBench.KeepAsync("numbers", args, large), await RunAsync("numbers", args, large));
    }

    [Fact]
    public async Task Quoted_fields_go_on_behind_a_cut()
    {
        // Nearly every byte is inside of a quoted field with line ends, quotes and delimiters, so every cut is too.
        var (text, size) = (new StringBuilder("id,note,kind\n"), 0);
        var records = 0;
        for (; size < MemoryBytes + (4 << 20); records++)
        {
            var note = string.Concat(Enumerable.Range(0, 40 + (records % 7)).Select(i => $"line {i}, \"\"{i % 3}\"\"\n1,2,3\n"));
            var row = $"{records},\"{note}\",{(records % 2 == 0 ? "even" : "odd")}\n";
            text.Append(row);
            size += row.Length;
        }

        var kinds = await RunAsync("csv_stats", """{"column":"kind"}""", text.ToString());
        Assert.Equal($"column\tkind\ntype\ttext\ncount\t{records}\nempty\t0\ndistinct\t2\ntop values\n{(records + 1) / 2}\teven\n{records / 2}\todd\n", kinds);
        var notes = ReadyMadeBench.Table(await RunAsync("csv_stats", """{"column":"note","top":0}""", text.ToString()));
        Assert.Equal(($"{records}", "7"), (notes["count"], notes["distinct"]));
        var ids = ReadyMadeBench.Table(await RunAsync("csv_stats", """{"column":"id","top":0}""", text.ToString()));
        Assert.Equal(($"{records}", $"{records - 1}", $"{(long)records * (records - 1) / 2}"), (ids["distinct"], ids["max"], ids["sum"]));
    }

    [Fact]
    public async Task A_column_is_found_by_the_header_in_every_chunk()
    {
        var csv = await ReadyMadeBench.SampleAsync("birdstrikes.csv");
        var body = csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var large = csv + string.Concat(Enumerable.Repeat(body, 15));
        var speed = ReadyMadeBench.Table(await RunAsync("csv_stats", """{"column":"Speed IAS in knots","top":0}""", large));
        Assert.Equal(($"{7164 * 16}", $"{2836 * 16}", "122", $"{1099926 * 16}"), (speed["count"], speed["empty"], speed["distinct"], speed["sum"]));
    }

    [Fact]
    public async Task Json_lines_are_cut_and_a_document_is_not()
    {
        var lines = string.Concat(Enumerable.Repeat(await ReadyMadeBench.SampleAsync("football.jsonl"), 20));
        Assert.StartsWith("30460\tSerie A\n30420\t", await RunAsync("json_fields", """{"path":"division"}""", lines), StringComparison.Ordinal);

        var array = "[\n" + lines.TrimEnd('\n').Replace("\n", ",\n", StringComparison.Ordinal) + "\n]\n";
        Assert.Equal("130160", await ReadyMadeBench.KeepAsync("json_fields", """{"path":"division","show":"count"}""", array));
    }

    private static async Task<string> RunAsync(string module, string args, string text)
    {
        var analysis = ReadyMadeCatalog.Find(module)!;
        var document = Text.FromText(text);
        Assert.True(document.Length > MemoryBytes);
        var inputs = ReadyMadeInputs.Of(analysis, document, ArgumentCheck.Write(analysis, JsonNode.Parse(args)!.AsObject(), out _)!);
        var run = await Small.RunReadyMadeAsync(ReadyMadeModules.Of(analysis), inputs, TestContext.Current.CancellationToken);
        Assert.Null(run.Error);
        Assert.InRange(run.Facts.Chunks, 4, 8);
        return Encoding.UTF8.GetString(run.Output!.Value.Span);
    }

    private static string Times(int count, string counted)
    {
        var fields = counted.TrimEnd('\n').Split('\t');
        return $"{int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture) * count}\t{fields[1]}\n";
    }
}
