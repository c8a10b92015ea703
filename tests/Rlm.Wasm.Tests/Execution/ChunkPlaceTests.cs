using System.Text;
using CsCheck;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>The error of a chunk says where in the text it lies.</summary>
public sealed class ChunkPlaceTests
{
    private const string Picky =
        """
        pub fn analyze(log: &str) -> Result<usize, String> { if log.contains("bad") { Err("found it".into()) } else { Ok(log.len()) } }
        pub fn merge(parts: &[String]) -> usize { parts.len() }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "(In line 3 of `log`, chunk 3 of 5.)")]
    [InlineData(5, "(In lines 1 to 3 of `log`, chunk 1 of 2.)")]
    [InlineData(100, null)]
    public async Task An_error_names_the_lines_of_its_chunk(int chunkBytes, string? place)
    {
        var error = await FailAsync(AnalysisInput.FromText("a\nb\nbad\nd\ne"), chunkBytes);

        Assert.Equal(WasmErrorCode.ReturnedError, error.Code);
        Assert.Equal("`analyze` returned an error: found it" + (place is null ? "" : " " + place), error.Message);
        Assert.Equal("found it", error.Returned);
    }

    [Theory]
    [InlineData(1, "(In line 2 of `b.txt`, chunk 4 of 6.)")]
    [InlineData(9, "(In line 2 of `a.txt` to line 2 of `b.txt`, chunk 2 of 3.)")]
    public async Task Lines_are_those_of_the_documents(int chunkBytes, string place)
    {
        var input = new DocumentsInput(("0", ""), ("a.txt", "one line\na\n"), ("empty", ""), ("b.txt", "b\nbadly\nc\n"), ("c.txt", "d\n"));
        Assert.EndsWith(place, (await FailAsync(input, chunkBytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_that_is_not_utf8_is_counted_from_the_start_of_the_text()
    {
        var error = await FailAsync(AnalysisInput.FromUtf8("one\ntwo\nth\u0001ee\n"u8.ToArray().Select(b => b == 1 ? (byte)0xFF : b).ToArray()), 1);

        Assert.Equal(WasmErrorCode.InvalidUtf8, error.Code);
        Assert.Contains("at byte 10.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(In line 3 of `log`, chunk 3 of 3.)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_those_that_an_editor_shows() => Gen.Select(Gen.OneOf(Gen.Const('a'), Gen.Const('é'), Gen.Const('\n')).Array[1, 60], Gen.Int[1, 20]).Sample((chars, size) =>
    {
        var bytes = Encoding.UTF8.GetBytes(new string(chars));
        var input = AnalysisInput.FromUtf8(bytes);
        var start = 0L;
        foreach (var end in LineChunks.Cut(input, size, CancellationToken.None)!)
        {
            var from = bytes[..(int)start].Count(b => b == '\n') + 1;
            var to = bytes[..(int)(end - 1)].Count(b => b == '\n') + 1;
            Assert.Equal(from == to ? $"line {from:N0} of `x`" : $"lines {from:N0} to {to:N0} of `x`", ChunkPlace.Describe(input, "x", start, end, CancellationToken.None));
            start = end;
        }
    });

    [Fact]
    public void A_text_that_is_no_longer_there_is_named_without_lines() =>
        Assert.Equal("`x`", ChunkPlace.Describe(new EndlessLines(10_000, _ => false), "x", 640, 1_280, Stop));

    private static async Task<WasmError> FailAsync(AnalysisInput input, int chunkBytes)
    {
        var outcome = await new WasmExecutor(new ExecutionOptions { Parallelism = 3 }) { ChunkBytes = chunkBytes }.ExecuteAsync(
            await Sandbox.CompileAsync(Picky), [input], cancellationToken: Stop);
        return outcome.Error ?? throw new InvalidOperationException($"It gave {outcome.Text()}.");
    }
}
