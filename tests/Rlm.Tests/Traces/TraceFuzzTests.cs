using System.Text;
using CsCheck;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;
using Rlm.Traces;

namespace Rlm.Tests.Traces;

/// <summary>Traces that were cut, mixed up and written over: read as far as they are whole, or refused with the line; never a crash.</summary>
[Trait("Category", "Security")]
public sealed class TraceFuzzTests : IAsyncLifetime
{
    private static readonly string[] Words =
    [
        "null", "{}", "[]", "\"\"", "-1", "1e999", "\"\\ud800\"", "{\"$type\":\"x\"}", "\"$type\"", "\"step\"", "\"result\"", "\n", "\n\n", "\"", ",", ":", "{", "}", "[", "]", "\\", "\0", "\u00ff", "true",
    ];

    private readonly TempFolder _folder = new();
    private byte[] _trace = [];

    public async ValueTask InitializeAsync()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"find","text":"error","store":"hits"} {"op":"count","on":"nowhere"} {"op":"llm_query","prompt":"?"}"""),
            ChatAnswers.Streamed("yes"),
            ChatAnswers.Streamed("""{"op":"rust_wasm","store":"n","code":"pub fn analyze(i: &str) -> String { println!(\"x\"); i.len().to_string() }"} {"op":"rlm_query","task":"t"}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"inside"}"""),
            ChatAnswers.Streamed("""{"op":"final_var","name":"n"}"""));
        await bench.RunAsync();
        _trace = await File.ReadAllBytesAsync(bench.TracePath, TestContext.Current.CancellationToken);
        Assert.InRange(TraceReader.Read(bench.TracePath).Count, 15, 100);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Corpus =>
        [.. Directory.GetFiles(Repository.PathOf("tests", "Rlm.Tests", "Traces", "Corpus")).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_trace_of_the_corpus_is_read_or_refused_with_its_line(string name)
    {
        var path = Repository.PathOf("tests", "Rlm.Tests", "Traces", "Corpus", name);
        try
        {
            Assert.InRange(TraceReader.Read(path).Count, 0, 3);
        }
        catch (TraceException exception)
        {
            Assert.Contains("Line ", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_trace_that_was_cut_anywhere_keeps_its_whole_lines()
    {
        var path = _folder.PathOf("cut.jsonl");
        var step = Cases.Of(1, 37);
        for (var length = 0; length <= _trace.Length; length += step)
        {
            File.WriteAllBytes(path, _trace[..length]);
            Assert.Equal(_trace.AsSpan(0, length).Count((byte)'\n'), TraceReader.Read(path).Count);
        }
    }

    [Fact]
    public void A_trace_that_was_changed_anywhere_is_read_or_refused_and_can_be_listed_and_used()
    {
        var path = _folder.PathOf("runs", "mutated.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var store = new RunStore(Path.GetDirectoryName(path)!, TimeProvider.System);
        var change = Gen.Select(Gen.Int[0, _trace.Length - 1], Gen.Int[0, 40], Gen.OneOf(Gen.OneOf(Words).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 8], Gen.Select(Gen.Int[0, _trace.Length - 1], Gen.Int[1, 200], (at, n) => _trace.AsSpan(at, Math.Min(n, _trace.Length - at)).ToArray())));
        change.Array[1, 4].Sample(
            changes =>
            {
                var bytes = _trace.ToList();
                foreach (var (at, removed, added) in changes)
                {
                    var start = Math.Min(at, bytes.Count);
                    bytes.RemoveRange(start, Math.Min(removed, bytes.Count - start));
                    bytes.InsertRange(start, added);
                }

                File.WriteAllBytes(path, [.. bytes]);
                Assert.Single(store.List());
                try
                {
                    var events = TraceReader.Read(path);
                    Assert.True(events.Count <= bytes.Count(b => b == '\n'));

                    // What could be read can be used.
                    _ = TraceReader.LastPart(events);
                    _ = RunExport.Find(events);
                    _ = new RunRecord(events);
                    _ = RunReplay.Compare(events, events);
                }
                catch (TraceException exception)
                {
                    Assert.Contains("Line ", exception.Message);
                }
            },
            iter: Cases.Of(30_000, 400),
            threads: 1);
    }

    [Fact]
    public void A_trace_of_anything_is_refused_or_empty()
    {
        var path = _folder.PathOf("any.jsonl");
        Gen.OneOf(Gen.OneOf(Words).Array[0, 60].Select(string.Concat), Gen.String).Sample(
            text =>
            {
                File.WriteAllText(path, text);
                try
                {
                    Assert.True(TraceReader.Read(path).Count <= text.Count(c => c == '\n'));
                }
                catch (TraceException exception)
                {
                    Assert.Contains("Line ", exception.Message);
                }
            },
            iter: Cases.Of(30_000, 400),
            threads: 1);
    }
}
