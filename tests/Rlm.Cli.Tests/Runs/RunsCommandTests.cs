using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Runs;

public sealed class RunsCommandTests
{
    private const string Count =
        """
        {"op":"rust_wasm","store":"n"}
        ```rust
        // Lines.
        pub fn analyze(input: &str) -> String { input.lines().count().to_string() }
        ```
        {"op":"final_var","name":"n"}
        """;

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("a.txt", "one\ntwo\nthree\n");
        return bench;
    }

    private static async Task<string> AskAsync(CliBench bench, ScriptedChatServer server, int status = 0) => (string)(await bench
        .RunAsync("ask", "How many lines?", "a.txt", "--model", "m", "--base-url", server.BaseUrl, "--json")).Exits(status).Json["run_id"]!;

    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count), ChatAnswers.Status(400, "no"));
        using var bench = NewBench();
        Assert.Contains("no runs", (await bench.RunAsync("runs", "list")).Exits(0).Output);
        Assert.Equal("[]", (await bench.RunAsync("runs", "list", "--json")).Exits(0).Output.Trim());
        var ids = new[] { await AskAsync(bench, server), await AskAsync(bench, server, 1) };
        var list = JsonNode.Parse((await bench.RunAsync("runs", "list", "--json")).Exits(0).Output)!.AsArray();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Reverse(), list.Select(r => (string)r!["id"]!));
        var done = list.Single(r => (string)r!["id"]! == ids[0])!.AsObject();
        Assert.Equal(["id", "question", "started", "status", "answer"], done.Select(p => p.Key));
        Assert.Equal(("done", "3"), ((string)done["status"]!, (string)done["answer"]!));
        Assert.Equal("failed", (string)list.Single(r => (string)r!["id"]! == ids[1])!["status"]!);
        var shown = (await bench.RunAsync("runs", "list")).Exits(0).Output;
        Assert.Matches($"{ids[0]} +done", shown);
        Assert.Contains("How many lines?", shown);
    }

    [Fact]
    public async Task A_run_is_shown_with_its_code_and_what_came_of_it()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count, 100, 20));
        using var bench = NewBench();
        var id = await AskAsync(bench, server);
        var shown = (await bench.RunAsync("runs", "show", id[..17])).Exits(0).Output;
        Assert.Contains("How many lines?", shown);
        Assert.Contains("│ pub fn analyze(input: &str) -> String {", shown);
        Assert.Contains("✓ rust_wasm -> n", shown);
        Assert.Contains("100 tokens in, 20 out", shown);
        Assert.DoesNotContain("\u001b", shown);
        Assert.All(
            (await bench.RunAsync("runs", "show", id, "--json")).Exits(0).Output.TrimEnd().Split('\n'), l => Assert.NotNull(JsonNode.Parse(l)!["event"]));
    }

    [Fact]
    public async Task What_the_answer_rests_on_is_in_the_result_and_is_shown()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"find","text":"t","on":"a.txt","store":"hits"} {"op":"find","text":"wo","on":"hits","store":"two"} {"op":"final_var","name":"two"}"""));
        using var bench = NewBench();
        bench.Write("b.txt", "other\n");
        var json = (await bench.RunAsync("ask", "Which?", "a.txt", "b.txt", "--model", "m", "--base-url", server.BaseUrl, "--json")).Exits(0).Json;
        Assert.Equal(
            """[{"document":"a.txt","first_line":1,"end_line":2,"start_byte":4,"end_byte":8}]""", json["evidence"]!.ToJsonString());
        var shown = (await bench.RunAsync("runs", "show", (string)json["run_id"]!)).Exits(0).Output;
        Assert.Contains("over a.txt bytes 4..14", shown);
        Assert.Contains("The answer rests on (lines from 0, the last not included):\n  a.txt lines 1..2\n", shown);
    }

    [Fact]
    public async Task A_replay_asks_nobody_and_refuses_documents_that_changed()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count));
        using var bench = NewBench();
        var id = await AskAsync(bench, server);
        var json = (await bench.RunAsync("runs", "replay", id, "--json")).Exits(0).Json;
        Assert.Equal(("3", 2, 0), ((string)json["answer"]!, (int)json["commands"]!, json["differences"]!.AsArray().Count));
        Assert.Contains("All 2 commands and the answer are the same", (await bench.RunAsync("runs", "replay", "last")).Exits(0).Error);
        Assert.Single(server.Requests);
        bench.Write("a.txt", "one\ntwo\n");
        Assert.Contains("a.txt has changed", (await bench.RunAsync("runs", "replay", id)).Exits(1).Error);
        Assert.Contains("a.txt has changed", (await bench.RunAsync("runs", "replay", id, "--json")).Exits(1).Output);
    }

    [Fact]
    public async Task A_replay_over_kept_chunks_gives_the_same()
    {
        const string code =
            "pub fn analyze(input: &str) -> usize { println!(\"{}\", input.len()); input.split_whitespace().collect::<HashSet<_>>().len() } " +
            "pub fn merge(parts: &[String]) -> String { parts.join(\"+\") }\n";
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(
            $$"""{"op":"rust_wasm","code":{{System.Text.Json.JsonSerializer.Serialize(code)}},"store":"n"} {"op":"final_var","name":"n"}"""));
        using var bench = NewBench();
        bench.Write("big.log", string.Concat(Enumerable.Range(0, 200_000).Select(i => $"line {i:d10}\n")));
        var asked = (await bench.RunAsync("ask", "How many?", "big.log", "--model", "m", "--base-url", server.BaseUrl, "--json")).Exits(0).Json;
        var id = (string)asked["run_id"]!;
        var command = (await bench.RunAsync("runs", "export", id)).Exits(0).Output.Trim();
        var warm = (await bench.RunAsync([.. command.Split(' ')[1..], "--json"])).Exits(0).Json;
        Assert.Equal(((string)asked["answer"]!, 2, 2), ((string)warm["result"]!, (int)warm["chunks"]!, (int)warm["cached_chunks"]!));
        foreach (var more in (string[][])[[], ["--wasm-part-cache=false"]])
        {
            var json = (await bench.RunAsync(["runs", "replay", id, "--json", .. more])).Exits(0).Json;
            Assert.Equal(((string)asked["answer"]!, 0), ((string)json["answer"]!, json["differences"]!.AsArray().Count));
        }
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_from_its_identity_alone()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"count","what":"lines","store":"n"}"""), ChatAnswers.Silent, ChatAnswers.Streamed("""{"op":"final_var","name":"n"}"""));
        using var bench = NewBench();
        using var program = bench.Start("ask", "How many lines?", "a.txt", "--model", "m", "--base-url", server.BaseUrl);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await program.InterruptAsync();
        var stopped = (await program.EndAsync()).Exits(130);
        var id = Assert.Single(Directory.GetFiles(bench.TraceFolder, "*.jsonl").Select(Path.GetFileNameWithoutExtension))!;
        Assert.Contains($"rlm runs resume {id}", stopped.Error);
        Assert.Contains("interrupted", (await bench.RunAsync("runs", "list")).Exits(0).Output);
        Assert.Contains("did not come to its end", (await bench.RunAsync("runs", "show", id)).Exits(0).Output);
        var json = (await bench.RunAsync("runs", "resume", id, "--json")).Exits(0).Json;
        Assert.Equal(("3", id, 2), ((string)json["answer"]!, (string)json["run_id"]!, (int)json["iterations"]!));
        Assert.Equal(3, server.Requests.Count);

        // What is done is told again, without a model.
        Assert.Equal("3\n", (await bench.RunAsync("runs", "resume", id)).Exits(0).Output);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task The_exported_analysis_runs_without_a_model()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count));
        using var bench = NewBench();
        var id = await AskAsync(bench, server);
        var command = (await bench.RunAsync("runs", "export", id)).Exits(0).Output.Trim();
        Assert.Equal($"rlm run {id}.rs a.txt", command);
        Assert.Equal("3\n", (await bench.RunAsync(command.Split(' ')[1..])).Exits(0).Output);
        Assert.Contains("exists", (await bench.RunAsync("runs", "export", id)).Exits(2).Error);
    }

    [Fact]
    public async Task Runs_are_deleted_and_pruned()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"x"}""") };
        using var bench = NewBench();
        var ids = new[] { await AskAsync(bench, server), await AskAsync(bench, server), await AskAsync(bench, server) };
        Assert.Equal([ids[0]], Removed(await bench.RunAsync("runs", "delete", ids[0], "--json")));
        Assert.Empty(Removed(await bench.RunAsync("runs", "prune", "--older-than", "1", "--json")));
        Assert.Single(Removed(await bench.RunAsync("runs", "prune", "--keep", "1", "--json")));
        (await bench.RunAsync("runs", "prune")).Exits(2);
        Assert.Contains("There is no run", (await bench.RunAsync("runs", "show", ids[0])).Exits(1).Error);
    }

    private static IEnumerable<string> Removed(CliResult result) => result.Exits(0).Json["removed"]!.AsArray().Select(i => (string)i!);
}
