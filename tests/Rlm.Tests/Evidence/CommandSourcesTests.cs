using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Rlm.Evidence;
using Rlm.Tests.Commands;
using Rlm.Tests.Documents;

namespace Rlm.Tests.Evidence;

public sealed class CommandSourcesTests
{
    private static readonly Gen<(string Name, string Text)[]> Documents =
        Texts.Any.Array[1, 4].Select(texts => texts.Select((t, i) => ($"{i}.txt", t)).ToArray());

    private static CommandBench NewBench() => new(
        ("a.log", "één\r\nERROR ä 1\r\nüber\r\nerror 2"), ("empty.log", string.Empty), ("sub/b.log", "x 漢字\nError 3\nerror 4 😀\n"), ("z.txt", "ERROR 5"));

    private static string Read(CommandBench bench, SourceRange range) =>
        Texts.String(bench.Documents.Documents.Single(d => d.Name == range.Document).Text.Slice(range.Start, range.End));

    private static async Task<string[]> SourcesAsync(CommandBench bench, string json)
    {
        var finished = await bench.RunAsync(json);
        Assert.True(finished.Success, finished.Output);
        return [.. finished.Sources.Select(s => $"{s.Document}: {Read(bench, s)}")];
    }

    [Theory]
    [InlineData("""{"op":"find","text":"error"}""")]
    [InlineData("""{"op":"regex","pattern":"(?i)^error"}""")]
    public async Task Lines_that_are_found_are_told_by_their_document(string command)
    {
        using var bench = NewBench();
        Assert.Equal(
            ["a.log: ERROR ä 1\r\n", "a.log: error 2", "sub/b.log: Error 3\nerror 4 😀\n", "z.txt: ERROR 5"], await SourcesAsync(bench, command));
    }

    [Fact]
    public void What_is_found_in_any_documents_is_what_its_sources_hold() => Documents.Sample(documents =>
    {
        using var bench = new CommandBench(documents);
        var finished = bench.RunAsync("""{"op":"regex","pattern":"a|é|漢","store":"kept"}""").GetAwaiter().GetResult();
        var kept = bench.Variables.Stored["kept"];
        var expected = documents.SelectMany(d => Texts.Lines(d.Text)).Where(l => l.AsSpan().ContainsAny('a', 'é', '漢')).ToList();
        Assert.Equal(string.Concat(expected.Select(l => l.EndsWith('\n') ? l : l + "\n")), Texts.String(kept));
        if (expected.Count > 0)
        {
            Assert.Equal(string.Concat(expected), string.Concat(finished.Sources.Select(s => Read(bench, s))));
        }
        else
        {
            Assert.Equal(documents.Sum(d => Encoding.UTF8.GetByteCount(d.Text)), finished.Sources.Sum(s => s.End - s.Start));
        }
    });

    [Fact]
    public void A_part_of_what_was_found_has_the_sources_of_that_part() => Gen
        .Select(Documents, Gen.Int[-6, 6], Gen.Int[-6, 6])
        .Sample((documents, start, end) =>
        {
            using var bench = new CommandBench(documents);
            bench.RunAsync("""{"op":"regex","pattern":"\\S","store":"some"}""").GetAwaiter().GetResult();
            bench.RunAsync("""{"op":"regex","pattern":"a|b|é","on":"some","store":"kept"}""").GetAwaiter().GetResult();
            var found = documents.SelectMany(d => Texts.Lines(d.Text)).Where(l => l.AsSpan().ContainsAny('a', 'b', 'é')).ToList();
            var expected = Texts.Slice(found, start, end);
            var finished = bench.RunAsync($$"""{"op":"lines","on":"kept","start":{{start}},"end":{{end}}}""").GetAwaiter().GetResult();
            if (expected.Count > 0)
            {
                Assert.Equal(string.Concat(expected), string.Concat(finished.Sources.Select(s => Read(bench, s))));
            }
        });

    [Fact]
    public void A_slice_of_any_documents_is_what_its_sources_hold() => Gen
        .Select(Documents, Gen.Int[0, 60], Gen.Int[1, 60])
        .Sample((documents, start, length) =>
        {
            using var bench = new CommandBench(documents);
            var text = string.Concat(documents.Select(d => d.Text.Length == 0 || d.Text.EndsWith('\n') ? d.Text : d.Text + "\n"));
            var runes = text.EnumerateRunes().Skip(start).Take(length).ToList();
            var finished = bench.RunAsync($$"""{"op":"slice","start":{{start}},"end":{{start + length}}}""").GetAwaiter().GetResult();

            // A newline that was put between two documents is in none.
            var held = string.Concat(finished.Sources.Select(s => Read(bench, s)));
            if (runes.Any(r => r.Value != '\n'))
            {
                Assert.Equal(string.Concat(runes).Replace("\n", string.Empty), held.Replace("\n", string.Empty));
            }
        });

    [Fact]
    public async Task Lines_and_slices_are_told_exactly()
    {
        using var bench = NewBench();
        Assert.Equal(["a.log: error 2", "sub/b.log: x 漢字\n"], await SourcesAsync(bench, """{"op":"lines","start":3,"end":5}"""));
        Assert.Equal(["sub/b.log: error 4 😀\n"], await SourcesAsync(bench, """{"op":"lines","on":"b.log","start":-1}"""));
        Assert.Equal(["sub/b.log: 漢"], await SourcesAsync(bench, """{"op":"slice","on":"sub/b.log","start":2,"end":3}"""));
        Assert.Equal(["a.log: rror 2", "sub/b.log: x 漢"], await SourcesAsync(bench, """{"op":"slice","start":23,"end":33,"on":"*.log"}"""));
    }

    [Theory]
    [InlineData("""{"op":"count","on":"b.log"}""")]
    [InlineData("""{"op":"len","on":"sub/"}""")]
    [InlineData("""{"op":"split","delimiter":" ","on":"sub/b.log"}""")]
    [InlineData("""{"op":"index_terms","on":"b.log"}""")]
    [InlineData("""{"op":"get","name":"b.log"}""")]
    [InlineData("""{"op":"print","name":"b.log"}""")]
    [InlineData("""{"op":"print","value":"<${b.log}>"}""")]
    [InlineData("""{"op":"set","name":"x","value":"<${b.log}>"}""")]
    [InlineData("""{"op":"final","answer":"<${b.log}>"}""")]
    [InlineData("""{"op":"final_var","name":"b.log"}""")]
    [InlineData("""{"op":"find","text":"not there","on":"b.log"}""")]
    [InlineData("""{"op":"lines","start":90,"on":"b.log"}""")]
    public async Task Others_tell_of_the_whole_text(string command)
    {
        using var bench = NewBench();
        Assert.Equal(["sub/b.log: x 漢字\nError 3\nerror 4 😀\n"], await SourcesAsync(bench, command));
    }

    [Fact]
    public async Task All_documents_are_told_of_where_nothing_is_named()
    {
        using var bench = NewBench();
        foreach (var command in new[] { """{"op":"count"}""", """{"op":"documents"}""" })
        {
            Assert.Equal([("a.log", 0L, 33L), ("sub/b.log", 0, 30), ("z.txt", 0, 7)], (await bench.RunAsync(command)).Sources.Select(s => (s.Document, s.Start, s.End)));
        }
    }

    [Fact]
    public async Task Variables_have_what_they_came_from()
    {
        using var bench = NewBench();
        string[] expected = ["a.log: error 2", "sub/b.log: Error 3\n"];
        await bench.RunAsync("""{"op":"regex","pattern":"[23]","store":"hits"}""");
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"get","name":"hits"}"""));
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"count","on":"hits","store":"n"}"""));
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"set","name":"m","value":"${n} of ${hits}"}"""));
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"find","text":"of","on":"m","store":"m"}"""));
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"final","answer":"${m}"}"""));
        await bench.RunAsync("""{"op":"find","text":"5","store":"five"}""");
        string[] more = [.. expected, "z.txt: ERROR 5"];
        Assert.Equal(more, await SourcesAsync(bench, """{"op":"print","value":"${n} ${five}"}"""));
        await bench.RunAsync("""{"op":"set","name":"n","value":"typed"}""");
        Assert.Empty(await SourcesAsync(bench, """{"op":"final_var","name":"n"}"""));
    }

    [Fact]
    public async Task What_was_looked_for_in_vain_was_looked_for_somewhere()
    {
        using var bench = NewBench();
        await bench.RunAsync("""{"op":"find","text":"panic","on":"z.txt","store":"hits"}""");
        Assert.Equal(["z.txt: ERROR 5"], await SourcesAsync(bench, """{"op":"count","on":"hits"}"""));
    }

    [Fact]
    public async Task What_failed_read_nothing()
    {
        using var bench = NewBench();
        Assert.Empty((await bench.RunAsync("""{"op":"count","what":"apples"}""")).Sources);
        Assert.Empty((await bench.RunAsync("""{"op":"get","name":"nothing"}""")).Sources);
        Assert.Empty((await bench.RunAsync("""{"op":"set","name":"x","value":"y"}""")).Sources);
    }

    [Fact]
    public async Task Very_many_lines_that_are_found_are_told_in_few_ranges()
    {
        var lines = string.Concat(Enumerable.Range(0, 50_000).Select(i => i % 2 == 0 ? "hit\n" : "a\n"));
        using var bench = new CommandBench(("a.txt", lines));
        var sources = (await bench.RunAsync("""{"op":"find","text":"hit"}""")).Sources;
        Assert.Equal((SourceRanges.MaxRanges, 0L, lines.Length - 2L), (sources.Count, sources[0].Start, sources[^1].End));
    }

    [Fact]
    public async Task An_analysis_of_several_texts_has_the_sources_of_all_that_it_read()
    {
        using var bench = NewBench();
        await bench.RunAsync("""{"op":"find","text":"4","store":"four"}""");
        var code = JsonValue.Create("pub fn analyze(left: &str, z: &str) -> String { format!(\"{}{}\", left.trim(), z) }").ToJsonString();
        string[] expected = ["sub/b.log: error 4 😀\n", "z.txt: ERROR 5"];
        Assert.Equal(expected, await SourcesAsync(bench, $$$"""{"op":"rust_wasm","code":{{{code}}},"inputs":{"left":"four"},"store":"n"}"""));
        Assert.Equal(expected, await SourcesAsync(bench, """{"op":"final_var","name":"n"}"""));
        var panic = JsonValue.Create("pub fn analyze(input: &str) -> String { panic!(\"{}\", input) }").ToJsonString();
        var failed = await bench.RunAsync($$"""{"op":"rust_wasm","code":{{panic}},"on":"z.txt"}""");
        Assert.Equal((false, "z.txt"), (failed.Success, Assert.Single(failed.Sources).Document));
    }
}
