using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Sessions;

public sealed class SessionCommandTests
{
    private const string Count = """{"op":"count","what":"lines","store":"n"} {"op":"final_var","name":"n"}""";

    private const string Twice = """{"op":"set","name":"twice","value":"${n} and ${n}"} {"op":"final_var","name":"twice"}""";

    private static CliBench NewBench(ScriptedChatServer server)
    {
        var bench = new CliBench();
        bench.Environment["RLM_MODEL"] = "m";
        bench.Environment["RLM_BASE_URL"] = server.BaseUrl;
        bench.Write("a.txt", "one\ntwo\nthree\n");
        return bench;
    }

    private static async Task<string> LastRunAsync(CliBench bench) =>
        (string)JsonNode.Parse((await bench.RunAsync("runs", "list", "--json")).Exits(0).Output)!.AsArray().MaxBy(r => (DateTimeOffset)r!["started"]!)!["id"]!;

    [Fact]
    public async Task A_follow_up_goes_on_with_documents_variables_and_history()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count), ChatAnswers.Streamed(Twice), ChatAnswers.Streamed(Twice));
        using var bench = NewBench(server);
        var first = (await bench.RunAsync("ask", "How many?", "a.txt", "--session", "s")).Exits(0);
        Assert.Contains("session s: question 1, keeps n", first.Error);
        Assert.Equal("3 and 3\n", (await bench.RunAsync("ask", "Twice?", "--session", "s")).Exits(0).Output);
        Assert.Equal("3 and 3\n", (await bench.RunAsync("ask", "Again?", "./a.txt", "--session", "s")).Exits(0).Output);
        var messages = server.Requests[1].Messages;
        Assert.Equal(["user: Question: How many?", """assistant: {"op":"final","answer":"3"}"""], messages.Skip(1).Take(2));
        Assert.Contains("- `n`: 1 bytes, stored by `count` for: How many?", messages[3]);
        Assert.Equal(6, server.Requests[2].Messages.Count);
        bench.Write("a.txt", "one\n");
        server.Otherwise = ChatAnswers.Streamed(Count);
        Assert.Equal("1\n", (await bench.RunAsync("ask", "And now?", "--session", "s")).Exits(0).Output);
        Assert.Contains("The documents changed after \"Again?\" was answered: a.txt has changed.", server.Requests[3].LastMessage);
    }

    [Fact]
    public async Task Wrong_use_is_told()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed(Count) };
        using var bench = NewBench(server);
        bench.Write("b.txt", "b\n");
        Assert.Contains("name the documents", (await bench.RunAsync("ask", "q", "--session", "s")).Exits(2).Error);
        Assert.Contains("standard input can be read once", (await bench.RunAsync("ask", "q", "-", "--session", "s")).Exits(2).Error);
        Assert.Contains("cannot be the name of a session", (await bench.RunAsync("ask", "q", "a.txt", "--session", "../s")).Exits(2).Error);
        (await bench.RunAsync("ask", "q", "a.txt", "--session", "s")).Exits(0);
        var other = (await bench.RunAsync("ask", "q", "b.txt", "--session", "s", "--json")).Exits(2);
        Assert.Contains("the session s is about a.txt", (string)other.Json["error"]!["message"]!);
        Assert.Contains("another name", (await bench.RunAsync("ask", "q", "--session", "s", "--include", "*.log")).Exits(2).Error);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Sessions_are_listed_shown_and_deleted()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count), ChatAnswers.Streamed(Twice));
        using var bench = NewBench(server);
        Assert.Contains("no sessions", (await bench.RunAsync("sessions", "list")).Exits(0).Output);
        Assert.Equal("[]", (await bench.RunAsync("sessions", "list", "--json")).Exits(0).Output.Trim());
        (await bench.RunAsync("ask", "How many?", "a.txt", "--session", "s")).Exits(0);
        (await bench.RunAsync("ask", "Twice?", "--session", "s")).Exits(0);
        var listed = Assert.Single(JsonNode.Parse((await bench.RunAsync("sessions", "list", "--json")).Exits(0).Output)!.AsArray())!.AsObject();
        Assert.Equal(["name", "questions", "variables", "bytes", "last_used", "documents", "problem"], listed.Select(p => p.Key));
        Assert.Equal(("s", 2, 2, 8), ((string)listed["name"]!, (int)listed["questions"]!, (int)listed["variables"]!, (int)listed["bytes"]!));
        Assert.Matches("s +2 +2 \\(8 bytes\\)", (await bench.RunAsync("sessions", "list")).Exits(0).Output);
        var shown = (await bench.RunAsync("sessions", "show", "s", "--json")).Exits(0).Json;
        Assert.Equal(["3", "3 and 3"], shown["turns"]!.AsArray().Select(t => (string)t!["answer"]!));
        Assert.Equal(["twice set 2", "n count 1"], shown["variables"]!.AsArray().Select(v => $"{v!["name"]} {v["by"]} {v["turn"]}"));
        Assert.Contains("2. Twice?", (await bench.RunAsync("sessions", "show", "s")).Exits(0).Output);
        var dry = (await bench.RunAsync("ask", "q", "--session", "s", "--dry-run", "--json")).Exits(0).Json;
        Assert.Equal("s, question 3, 2 variables", (string)dry["session"]!);
        Assert.Equal("s", (string)Assert.Single((await bench.RunAsync("sessions", "delete", "s", "--json")).Exits(0).Json["removed"]!.AsArray())!);
        Assert.Contains("There is no session s", (await bench.RunAsync("sessions", "show", "s")).Exits(1).Error);
    }

    [Fact]
    public async Task A_killed_run_is_resumed_with_its_session_and_a_second_process_waits_its_turn()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed(Count),
            ChatAnswers.Streamed("""{"op":"set","name":"m","value":"${n}!"}"""),
            ChatAnswers.Silent,
            ChatAnswers.Streamed("""{"op":"final","answer":"${n} ${m}"}"""));
        using var bench = NewBench(server);
        (await bench.RunAsync("ask", "How many?", "a.txt", "--session", "s")).Exits(0);
        using (var program = bench.Start("ask", "Louder?", "--session", "s"))
        {
            for (var i = 0; i < 3; i++)
            {
                await server.ArrivedAsync(TestContext.Current.CancellationToken);
            }

            Assert.Contains("in use", (await bench.RunAsync("ask", "q", "--session", "s")).Exits(1).Error);
            await program.KillAsync();
        }

        Assert.Equal(1, (int)JsonNode.Parse((await bench.RunAsync("sessions", "list", "--json")).Exits(0).Output)![0]!["questions"]!);
        var id = await LastRunAsync(bench);
        Assert.Equal("3 3!\n", (await bench.RunAsync("runs", "resume", id)).Exits(0).Output);
        Assert.Equal(4, server.Requests.Count);
        var shown = (await bench.RunAsync("sessions", "show", "s", "--json")).Exits(0).Json;
        Assert.Equal(["3", "3 3!"], shown["turns"]!.AsArray().Select(t => (string)t!["answer"]!));

        // What was asked since does not change what it began with.
        server.Otherwise = ChatAnswers.Streamed("""{"op":"set","name":"n","value":"other"} {"op":"final","answer":"x"}""");
        (await bench.RunAsync("ask", "Other?", "--session", "s")).Exits(0);
        Assert.Contains("the answer are the same", (await bench.RunAsync("runs", "replay", id)).Exits(0).Error);
        (await bench.RunAsync("sessions", "delete", "s")).Exits(0);
        Assert.Contains("no longer there", (await bench.RunAsync("runs", "replay", id)).Exits(1).Error);
    }

    [Fact]
    public async Task A_run_is_not_resumed_into_a_session_that_has_gone_on()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count), ChatAnswers.Status(400, "no"), ChatAnswers.Streamed(Twice));
        using var bench = NewBench(server);
        (await bench.RunAsync("ask", "How many?", "a.txt", "--session", "s")).Exits(0);
        var failed = (string)(await bench.RunAsync("ask", "Fails?", "--session", "s", "--json")).Exits(1).Json["run_id"]!;
        (await bench.RunAsync("ask", "Twice?", "--session", "s")).Exits(0);
        Assert.Contains("has gone on", (await bench.RunAsync("runs", "resume", failed)).Exits(1).Error);
        Assert.Equal(3, server.Requests.Count);
    }
}
