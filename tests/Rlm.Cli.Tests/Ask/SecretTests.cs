using System.Text;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Ask;

/// <summary>Keys go to the provider that they are for, and to no other place: no trace, no session, no output, no log.</summary>
[Trait("Category", "Security")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretTests : IDisposable
{
    /// <summary>One for every way in which a secret comes in.</summary>
    private static readonly string[] Secrets = ["sk-env-7f3a9c51d0e51", "sk-cmd-7f3a9c51d0e52", "sk-hdr-7f3a9c51d0e53", "sk-usr-7f3a9c51d0e54", "sk-qry-7f3a9c51d0e55", "sk-pxy-7f3a9c51d0e56", "sk-own-7f3a9c51d0e57"];

    private readonly CliBench _bench = new();

    public SecretTests()
    {
        _bench.Write("a.txt", "1\n2\n3\n");
        _bench.Write("tasks.jsonl", """{"id":"t","query":"q","files":["a.txt"],"truth":"3","match":"exact"}""" + "\n");
        (_bench.Environment["KEY_ENV"], _bench.Environment["KEY_HEADER"], _bench.Environment["OPENAI_API_KEY"]) = (Secrets[0], Secrets[2], Secrets[6]);
        var command = _bench.Write("../tools/key", $"#!/bin/sh\necho {Secrets[1]}\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>What a server does with what it was sent.</summary>
    public static TheoryData<string> Servers => Cases.InFull
        ? ["answer", "echo", "refused", "failed", "page", "error in a stream", "tools", "redirect", "nobody"]
        : ["echo"];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task No_file_and_no_output_holds_a_key(string what)
    {
        // Whatever the server got it sends back.
        static string Got(ScriptedExchange exchange) => string.Join(' ', exchange.Request.Headers.Values.Append(exchange.Request.Path));
        ChatAnswer answer = exchange => (what switch
        {
            "answer" => ChatAnswers.Streamed("""{"op":"final","answer":"3"}"""),
            "echo" => ChatAnswers.Streamed($"I was sent {Got(exchange)}"),
            "refused" => ChatAnswers.Status(401, $"not {Got(exchange)}"),
            "failed" => ChatAnswers.Status(400, $"not {Got(exchange)}"),
            "page" => ChatAnswers.Body("text/html", $"<p>{Got(exchange)}</p>"),
            "error in a stream" => ChatAnswers.Events($"{{\"error\":{{\"message\":\"{Got(exchange).Replace("\"", string.Empty, StringComparison.Ordinal)}\"}}}}"),
            "tools" => ChatAnswers.ToolCall("print", $"{{\"value\":\"{Got(exchange).Replace("\"", string.Empty, StringComparison.Ordinal)}\"}}"),
            _ => ChatAnswers.Redirect($"http://127.0.0.1:1/{Uri.EscapeDataString(Got(exchange))}"),
        })(exchange);
        await using var server = new ScriptedChatServer { Otherwise = answer };
        using var closed = new ClosedPort();
        var (host, url) = what == "nobody" ? (closed.BaseUrl[7..^3], closed.BaseUrl) : ($"127.0.0.1:{server.Port}", server.BaseUrl);
        string[] providers =
        [
            $"base_url = \"{url}\"\napi_key_env = \"KEY_ENV\"\n",
            $"base_url = \"{url}\"\napi_key_command = [\"{Path.Combine(_bench.Root, "tools", "key")}\"]\n",
            $"base_url = \"{url}\"\nheaders = {{ X-Key = \"env:KEY_HEADER\" }}\n",
            $"base_url = \"http://{Secrets[3]}:{Secrets[3]}@{host}/v1?key={Secrets[4]}\"\n",
            $"base_url = \"http://models.invalid/v1\"\nproxy = \"http://u:{Secrets[5]}@{host}\"\n",
        ];
        var shown = new StringBuilder();
        foreach (var provider in providers)
        {
            var file = Path.Combine(_bench.Root, "provider.toml");
            await File.WriteAllTextAsync(file, $"[budgets]\nmax_iterations = 2\n[[providers]]\nmodel = \"m\"\n{provider}", TestContext.Current.CancellationToken);
            string[][] all =
            [
                ["ask", "q", "a.txt", "--session", "s"], ["runs", "show", "last"],
                ["ask", "q", "a.txt", "--json"], ["ask", "q", "a.txt", "--dry-run"], ["ask", "q", "a.txt", "--local-only"],
                ["runs", "list"], ["runs", "list", "--json"], ["runs", "show", "last"], ["runs", "show", "last", "--json"], ["runs", "replay", "last"], ["runs", "resume", "last"],
                ["sessions", "list"], ["sessions", "show", "s", "--json"], ["eval", "tasks.jsonl", "--output", $"r{shown.Length}.jsonl"], ["doctor"], ["config", "trust"],
            ];

            // How things are shown does not depend on the answer; so all ways of showing are tried with two of them.
            foreach (var command in Cases.InFull && what is ("echo" or "refused") ? all : all[..2])
            {
                var result = await _bench.RunAsync([.. command, "--config", file]);
                shown.Append(result.Output).Append(result.Error);
                Assert.DoesNotContain("bug of rlm", result.Error);
            }

            File.Delete(file);
        }

        // The keys were really used, or at least would have been.
        if (what != "nobody")
        {
            var sent = string.Concat(server.Requests.SelectMany(r => r.Headers.Values.Append(r.Path)));
            Assert.All(Secrets[..3], s => Assert.Contains(s, sent));
        }

        foreach (var secret in Secrets)
        {
            Assert.DoesNotContain(secret, shown.ToString());
            foreach (var file in Directory.GetFiles(_bench.Root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "key"))
            {
                Assert.False((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{file} holds {secret}");
            }
        }
    }
}
