using System.Text.Json.Nodes;
using CsCheck;
using Rlm.Replies;
using Rlm.Testing;
using Rlm.Tests.Commands;

namespace Rlm.Tests.Replies;

/// <summary>Replies of every kind, mutated and multiplied, are read and carried out without a crash and in time.</summary>
[Trait("Category", "Security")]
public sealed class ReplyFuzzTests
{
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", "\"", "'", ",", ":", "\\", "\\u", "\\ud800", "\n", "```", "```json\n", "```rust\n", "~~~", "<think>", "</think>", "<tool_call>", "</tool_call>", "<function=count>", "<parameter=what>",
        "</parameter>", "<invoke name=\"count\">", "op", "\"op\":", "\"op\":\"count\"", "final", "final_var", "rust_wasm", "print(", "count(", ")", "- ", "op: count", "null", "true", "1e999", "-9223372036854775809",
        "${", "${x}", "context", "store", "\u0000", "\u202e", "\ud83d\ude00", "fn analyze", "//", "/*", "*/", "#", "r#\"", "999999999999999999999",
    ];

    [Fact]
    public void Mutated_replies_of_the_corpus_are_read()
    {
        string[] corpus = [.. Directory.GetFiles(Repository.PathOf("tests", "Rlm.Tests", "Replies", "Corpus"), "*.txt").Order().SelectMany(f => File.ReadAllText(f).Split("\n\n"))];
        Assert.InRange(corpus.Length, 50, int.MaxValue);
        Gen.Select(Gen.OneOf(corpus), Gen.Select(Gen.Double.Unit, Gen.Int[0, 20], Gen.OneOf(Words)).Array[0, 6]).Sample(
            (reply, changes) =>
            {
                foreach (var (place, removed, added) in changes)
                {
                    var at = (int)(place * reply.Length);
                    reply = reply[..at] + added + reply[Math.Min(reply.Length, at + removed)..];
                }

                Check(reply);
            },
            iter: Cases.Of(60_000, 1_500));
    }

    [Fact]
    public void Replies_of_words_that_mean_something_are_read() =>
        Gen.OneOf(Words).Array[0, 120].Select(string.Concat).Sample(Check, iter: Cases.Of(60_000, 1_500));

    [Fact]
    public void One_word_very_often_is_read_in_good_time()
    {
        foreach (var word in Words)
        {
            var often = string.Concat(Enumerable.Repeat(word, Cases.Of(1_000_000, 100_000) / word.Length));
            Check(often);
            Check($"{{\"op\":\"print\",\"value\":\"{often}\"}}");
            Check($"{{\"op\":\"count\",\"what\":{often}");
        }
    }

    [Fact]
    public async Task Commands_with_arguments_of_any_kind_come_to_an_outcome()
    {
        using var bench = new CommandBench(500, Sandbox.NoRunner, ("a.txt", "one\ntwo\n"), ("b.csv", "x,y\n1,2\n"));
        var scalar = Gen.OneOf(
            Gen.OneOf(Words).Select(w => (JsonNode?)JsonValue.Create(w)),
            Gen.OneOf(-1L, 0, 1, long.MaxValue, long.MinValue).Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.OneOf("1e999", "-0.0", "1E400", "123456789012345678901234567890", "true", "null", "[]", "{}", "[[1,{\"a\":null}]]", "{\"x\":{\"y\":[]}}").Select(j => JsonNode.Parse(j)));
        var fields = Rlm.Commands.CommandCatalog.BuiltIn.Commands.SelectMany(c => c.Declaration.Fields).Select(f => f.Name).Append("on").Append("store").Distinct().ToArray();
        var ops = Rlm.Commands.CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration.Op).ToArray();
        var commands = new List<string>();
        Gen.Select(Gen.OneOf(ops), Gen.Select(Gen.OneOf(fields), scalar).Array[0, 6]).Sample(
            (op, values) =>
            {
                var command = new JsonObject { ["op"] = op };
                foreach (var (name, value) in values)
                {
                    command[name] = value?.DeepClone();
                }

                lock (commands)
                {
                    commands.Add(command.ToJsonString());
                }
            },
            iter: Cases.Of(30_000, 1_500));
        foreach (var command in commands)
        {
            var finished = await bench.RunAsync(command);
            Assert.True(finished.Success == finished.ErrorCode is null, command);
        }
    }

    private static void Check(string reply)
    {
        var reading = ReplyReader.Read(reply);
        Assert.All(reading.Commands, c => Assert.NotNull(c.Op));
        foreach (var command in reading.Commands.Take(3))
        {
            _ = ReplyReader.ReadToolCalls([(command.Op, command.Arguments.ToJsonString())], reply);
        }

        _ = ReplyReader.ReadToolCalls([(reply.Length > 50 ? reply[..50] : reply, reply)], string.Empty);
    }
}
