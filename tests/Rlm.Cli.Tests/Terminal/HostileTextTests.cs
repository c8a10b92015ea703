using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Terminal;

/// <summary>What documents, models, analyses and strangers' files say is shown on a terminal, and steers it nowhere.</summary>
[Trait("Category", "Security")]
public sealed class HostileTextTests : IDisposable
{
    /// <summary>Sets the title and the clipboard, asks where the cursor is, hides text, C1, backspaces, bells, and turned writing.</summary>
    private const string Evil = "\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u001b\\\u001b[6n\u001b[8m\u009b31m\u0090q\u009c\b\b\r\u007f\u202egnp\u2066";

    private readonly CliBench _bench = new();

    public HostileTextTests() => _bench.Write($"do{Evil}c.txt", $"one {Evil}\ntwo\n");

    private static string Json { get; } = JsonValue.Create(Evil).ToJsonString()[1..^1];

    private static string Rust { get; } = string.Concat(Evil.Select(c => $"\\u{{{(int)c:x}}}"));

    public static TheoryData<string> Kinds => Cases.InFull ? ["xterm-256color", "dumb"] : ["xterm-256color"];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_analysis_shows_nothing_raw(string terminal)
    {
        _bench.Environment["TERM"] = terminal;
        _bench.Write("result.rs", $"pub fn analyze(input: &str) -> String {{ println!(\"log {Rust}\"); format!(\"result {Rust} {{}}\", input) }}");
        _bench.Write("panic.rs", $"pub fn analyze(_: &str) -> String {{ panic!(\"panic {Rust}\") }}");
        _bench.Write("error.rs", $"pub fn analyze(_: &str) -> String {{ \"{Evil}\" + 1 }}");
        _bench.Write("fail.rs", $"pub fn analyze(_: &str) -> Result<String, String> {{ Err(\"failed {Rust}\".to_string()) }}");
        await ShowsAsync(0, "result", "run", "result.rs", $"do{Evil}c.txt");
        await ShowsAsync(0, "log", "run", "result.rs", ".");
        await ShowsAsync(1, "panic", "run", "panic.rs", $"do{Evil}c.txt");
        await ShowsAsync(1, "rlm", "run", "error.rs", $"do{Evil}c.txt");
        await ShowsAsync(1, "rlm", "run", "fail.rs", $"do{Evil}c.txt");
        await ShowsAsync(1, string.Empty, "check", "error.rs");
        await ShowsAsync(2, "rlm", "run", "result.rs", $"no{Evil}such");
        await ShowsAsync(2, "rlm", "run", "result.rs", "--input", $"x{Evil}");
        await ShowsAsync(2, "rlm", $"no{Evil}such");
        _bench.Write("commands.jsonl", $"{{\"op\":\"print\",\"value\":\"{Json}\"}}\n{{\"op\":\"{Json}\"}}\n{{\"op\":\"documents\"}}\n{{\"op\":\"len\",\"on\":\"{Json}\"}}\n");
        await ShowsAsync(1, "print", "exec", "commands.jsonl", ".");
        _bench.Write("rlm.toml", $"\"{Json}\" = 1\nmodel = \"{Json}\"\n");
        await ShowsAsync(2, "rlm.toml", "cache", "stats");
        await ShowsAsync(2, "rlm.toml", "config", "trust");
        _bench.Write("rlm.toml", $"model = \"{Json}\"\n[[providers]]\nmodel = \"x\"\nheaders = {{ \"X{Json}\" = \"{Json}\" }}\n");
        await ShowsAsync(0, "providers.headers", "config", "trust");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_shows_nothing_raw_while_it_goes_on_or_later(string terminal)
    {
        _bench.Environment["TERM"] = terminal;
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed($"Thinking {Evil}\n{{\"op\":\"{Json}\"}}\n{{\"op\":\"print\",\"value\":\"{Json}\"}}\n{{\"op\":\"set\",\"name\":\"{Json}\",\"value\":\"x\"}}"),
            ChatAnswers.Streamed($"{{\"op\":\"llm_query\",\"prompt\":\"say {Json}\",\"store\":\"s\"}}"),
            ChatAnswers.Streamed($"sub {Evil}"),
            ChatAnswers.Streamed($"{{\"op\":\"final\",\"answer\":\"answer {Json}\"}}"))
        { Otherwise = ChatAnswers.Status(401, $"{Evil} broken") };
        string[] model = ["--model", $"m{Evil}", "--base-url", server.BaseUrl];
        await ShowsAsync(0, "gnp", ["ask", $"what {Evil}?", $"do{Evil}c.txt", "--dry-run", .. model]);
        await ShowsAsync(0, "answer", ["ask", $"what {Evil}?", $"do{Evil}c.txt", "--session", "s", .. model]);
        await ShowsAsync(0, "answer", "runs", "list");
        await ShowsAsync(0, "answer", "runs", "show", "last");
        await ShowsAsync(0, "answer", "runs", "replay", "last");
        await ShowsAsync(0, "answer", "runs", "resume", "last");
        await ShowsAsync(1, "rlm", "runs", "export", "last");
        await ShowsAsync(0, "s", "sessions", "list");
        await ShowsAsync(0, "answer", "sessions", "show", "s");
        await ShowsAsync(1, "rlm", "runs", "show", Evil);
        await ShowsAsync(2, "rlm", "sessions", "show", Evil);
        await ShowsAsync(1, "broken", ["ask", $"what {Evil}?", $"do{Evil}c.txt", .. model]);
        await ShowsAsync(0, "broken", "runs", "show", "last");
    }

    [Fact]
    public async Task To_a_file_or_a_pipe_go_the_exact_bytes()
    {
        _bench.Write("same.rs", "pub fn analyze(input: &str) -> String { input.to_string() }");
        var document = $"one {Evil}\ntwo\n";
        Assert.Equal(document, (await _bench.RunAsync("run", "same.rs", $"do{Evil}c.txt")).Exits(0).Output);
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed($"{{\"op\":\"final\",\"answer\":\"answer {Json}\"}}") };
        var asked = (await _bench.RunAsync("ask", "q", $"do{Evil}c.txt", "--model", "m", "--base-url", server.BaseUrl)).Exits(0);
        Assert.Equal($"answer {Evil}\n", asked.Output);
        Assert.Equal($"answer {Evil}\n", (await _bench.RunAsync("runs", "replay", "last")).Exits(0).Output);

        // Progress is for people, wherever it goes.
        Assert.DoesNotContain('\u001b', asked.Error);

        // JSON escapes what is no text, so that it may be shown as it is.
        Assert.DoesNotMatch(@"[\u0000-\u0009\u000b-\u001f\u007f-\u009f]", (await _bench.RunAsync("run", "same.rs", $"do{Evil}c.txt", "--json")).Exits(0).Output);
    }

    private async Task ShowsAsync(int status, string part, params string[] arguments)
    {
        var (code, shown) = await _bench.ShowAsync(arguments);

        // What the program itself draws with: colours, and a line that is written over. .NET sets the keys of the terminal
        // up once, and the terminal ends lines with a return.
        var text = Regex.Replace(shown, "\u001b\\[\\?1h\u001b=|\u001b\\[[0-9;]*m|\r\u001b\\[2K|\r(?=\r*\n)", string.Empty);
        var raw = text.Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\u2066').Select(c => $"{(int)c:x}").ToList();
        Assert.True(raw.Count == 0, $"{string.Join(' ', arguments)} shows {string.Join(' ', raw)} raw:\n{text}");
        Assert.DoesNotContain("\u001b[8m", shown);
        Assert.True(code == status, $"{string.Join(' ', arguments)}: exit status {code} instead of {status}\n{text}");
        Assert.Contains(part, text);
    }
}
