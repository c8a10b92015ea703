using System.Text.Json.Nodes;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Endpoints;

public sealed class QueryTests
{
    [Fact]
    public async Task A_question_over_a_text_is_answered_with_the_object_of_ask()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines, 100, 20));
        using var response = await service.PostAsync("/query", new JsonObject { ["query"] = "How many lines?", ["context"] = "a\nb\nc\n" });
        var result = await response.JsonAsync();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("3", (string?)result["answer"]);
        Assert.True((bool)result["success"]!);
        Assert.Equal(100, (int)result["tokens"]!["prompt"]!);
        Assert.Equal("context.txt", (string?)result["evidence"]![0]!["document"]);
        Assert.False(Directory.Exists(Path.Combine(TestHome.Path, "runs", (string)result["run_id"]! + ".documents")));
    }

    [Fact]
    public async Task Documents_have_the_names_that_they_were_sent_with()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed("""[{"op":"documents","store":"d"},{"op":"final_var","name":"d"}]"""));
        using var response = await service.PostAsync("/query", new JsonObject
        {
            ["query"] = "What is there?",
            ["documents"] = new JsonArray(
                new JsonObject { ["name"] = "../../etc/a.csv", ["text"] = "1,2\n" },
                new JsonObject { ["name"] = "a.csv", ["text"] = "3,4\n" },
                new JsonObject { ["name"] = ".hidden", ["text"] = "5\n" }),
        });
        var answer = (string?)(await response.JsonAsync())["answer"];

        Assert.Contains("a.csv", answer, StringComparison.Ordinal);
        Assert.Contains("2-a.csv", answer, StringComparison.Ordinal);
        Assert.Contains("hidden", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(TestHome.Path, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_goes_through_the_same_way()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("How many lines?"), "query" },
            { new ByteArrayContent([.. Enumerable.Repeat("line\n"u8.ToArray(), 1000).SelectMany(l => l)]), "file", "log.txt" },
        };
        using var response = await service.Client.PostAsync(new Uri("/query", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal("1000", (string?)(await response.JsonAsync())["answer"]);
    }

    [Fact]
    public async Task Paths_are_read_below_allowed_folders_and_nowhere_else()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        folder.Write("inside.txt", "a\nb\n");
        var secret = outside.Write("secret.txt", "s\n");
        File.CreateSymbolicLink(folder.PathOf("link.txt"), secret);
        Directory.CreateSymbolicLink(folder.PathOf("linked"), outside.Path);
        await using var service = await TestService.StartAsync(
            s => s.Server = s.Server with { AllowedPaths = [folder.Path] }, ChatAnswers.Streamed(Answers.CountLines), ChatAnswers.Streamed(Answers.CountLines));

        foreach (var path in new[] { folder.PathOf("inside.txt"), "inside.txt" })
        {
            using var good = await Ask(path);
            Assert.Equal("2", (string?)(await good.JsonAsync())["answer"]);
        }

        string[] forbidden =
        [
            secret, "link.txt", folder.PathOf("link.txt"), "linked/secret.txt", "../" + Path.GetFileName(outside.Path) + "/secret.txt", "/etc/passwd",
            "/proc/self/environ", "nothing.txt", folder.Path + "-not/x", "", "\0", "inside.txt/..//../x", "~", "*",
        ];
        foreach (var path in forbidden)
        {
            using var bad = await Ask(path);
            await bad.ProblemAsync(403, "path_not_allowed");
        }

        Assert.Equal(2, service.Model.Requests.Count);

        Task<HttpResponseMessage> Ask(string path) => service.PostAsync("/query", new JsonObject { ["query"] = "How many lines?", ["paths"] = new JsonArray(path) });
    }

    [Fact]
    public async Task Every_step_is_told_by_debug()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        using var response = await service.PostAsync("/debug", new JsonObject { ["query"] = "How many lines?", ["context"] = "a\n" });
        var result = await response.JsonAsync();
        var events = result["events"]!.AsArray().Select(e => (string)e!["event"]!).ToList();

        Assert.Equal("1", (string?)result["answer"]);
        Assert.Equal("run_started", events[0]);
        Assert.Equal("run_finished", events[^1]);
        Assert.Contains("command_finished", events);
    }

    [Fact]
    public async Task A_run_without_an_answer_is_a_problem_that_holds_it()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Status(401, "no such key"));
        using var response = await service.PostAsync("/query", new JsonObject { ["query"] = "?", ["context"] = "a\n" });
        var problem = await response.ProblemAsync(502, "unauthorized");

        Assert.False((bool)problem["run"]!["success"]!);
    }

    [Fact]
    public async Task Without_a_model_only_questions_are_refused()
    {
        await using var service = await TestService.StartAsync(s => s.Model = null);
        using var asked = await service.PostAsync("/query", new JsonObject { ["query"] = "?", ["context"] = "a\n" });
        await asked.ProblemAsync(503, "not_configured");
        using var ready = await service.Client.GetAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        await ready.ProblemAsync(503, "not_configured");
        var health = await service.GetAsync("/health");
        Assert.True((bool)health["wasm"]!["available"]!);
        Assert.False((bool)health["model"]!["configured"]!);
        using var compiled = await service.PostAsync("/compile", new JsonObject { ["code"] = "pub fn analyze(input: &str) -> usize { input.len() }" });
        Assert.True((bool)(await compiled.JsonAsync())["success"]!);
    }

    [Fact]
    public async Task What_does_not_compile_is_told_on_its_lines()
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.PostAsync("/compile", new JsonObject { ["code"] = "pub fn analyze(input: &str) -> usize {\n    input.len() + nothing\n}" });
        var report = await response.JsonAsync();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.False((bool)report["success"]!);
        Assert.Equal("compilation_failed", (string?)report["error"]!["code"]);
        Assert.Equal(2, (int)report["diagnostics"]![0]!["line"]!);
    }

    [Fact]
    public async Task A_request_may_only_make_limits_stricter()
    {
        await using var service = await TestService.StartAsync(
            ChatAnswers.Streamed("""{"op":"count","what":"lines"}"""), ChatAnswers.Streamed("""{"op":"final","answer":"done"}"""));
        using var response = await service.PostAsync("/debug", new JsonObject
        {
            ["query"] = "?",
            ["context"] = "a\n",
            ["limits"] = new JsonObject { ["max_iterations"] = 1, ["max_tokens"] = 99_000_000 },
        });
        var started = (await response.JsonAsync())["events"]![0]!;

        Assert.Equal(1, (int)started["limits"]!["max_iterations"]!);
        Assert.Equal(2_000_000, (int)started["limits"]!["max_tokens"]!);
    }
}
