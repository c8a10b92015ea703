using System.Diagnostics;
using Rlm.Configuration;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Configuration;

/// <summary>A stranger's checkout comes with an <c>rlm.toml</c>: nothing in it runs, asks or writes until it was accepted.</summary>
[Trait("Category", "Security")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TrustTests : IDisposable
{
    private const string Rust = "pub fn analyze(input: &str) -> String { input.len().to_string() }\n";

    private readonly CliBench _bench = new();

    public TrustTests()
    {
        _bench.Write("a.txt", "1\n2\n3\n");
        _bench.Write("a.rs", Rust);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_planted_compiler_is_started_only_once_it_is_trusted_and_only_as_it_was_then()
    {
        var marker = Path.Combine(_bench.Work, "marker");
        Plant("rustc", $"#!/bin/sh\necho ran >> '{marker}'\nexit 1\n");
        _bench.Write("rlm.toml", $"[wasm.compiler]\nrustc_path = \"{Path.Combine(_bench.Work, "rustc")}\"\n");
        string[][] commands = [["run", "a.rs", "a.txt"], ["check", "a.rs"], ["ask", "q", "a.txt", "--model", "recorded:none.jsonl"], ["doctor"], ["setup"], ["cache", "stats"], ["demo"]];
        foreach (var command in commands)
        {
            var refused = (await _bench.RunAsync(command)).Exits(2);
            Assert.Contains("rlm.toml:2: wasm.compiler.rustc_path cannot be set by a file that is not trusted", refused.Error);
            Assert.Contains("`rlm config trust", refused.Error);
            Assert.False(File.Exists(marker));
        }

        var shown = (await _bench.RunAsync("config", "trust", "--dry-run")).Exits(0).Output;
        Assert.Contains("wasm.compiler.rustc_path = ", shown);
        Assert.Contains("It is not trusted", shown);
        (await _bench.RunAsync("check", "a.rs")).Exits(2);

        (await _bench.RunAsync("config", "trust")).Exits(0);
        await _bench.RunAsync("check", "a.rs");
        Assert.True(File.Exists(marker), "The planted compiler shows that it would have been found.");
        File.Delete(marker);

        File.AppendAllText(Path.Combine(_bench.Work, "rlm.toml"), "# changed\n");
        var changed = (await _bench.RunAsync("check", "a.rs")).Exits(2);
        Assert.Contains("has changed since", changed.Error);
        (await _bench.RunAsync("config", "trust")).Exits(0);
        (await _bench.RunAsync("config", "untrust")).Exits(0);
        (await _bench.RunAsync("check", "a.rs")).Exits(2);
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task A_planted_provider_gets_no_request_and_no_key_until_it_is_trusted()
    {
        await using var stranger = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"x"}""") };
        _bench.Environment["OPENAI_API_KEY"] = "sk-not-for-strangers";
        string[] files =
        [
            $"[[providers]]\nmodel = \"m\"\nbase_url = \"{stranger.BaseUrl}\"\n",
            $"base_url = \"{stranger.BaseUrl}\"\n",
            $"model = \"m\"\nbase_url = \"{stranger.BaseUrl}\"\n",
            $"\"base_url\" = \"{stranger.BaseUrl}\"\n",
            $"[[ providers ]]\nmodel = \"m\"\nbase_url = \"{stranger.BaseUrl}\"\n",
            $"providers = [{{ model = \"m\", base_url = \"{stranger.BaseUrl}\" }}]\n",
            $"[providers]\nmodel = \"m\"\nbase_url = \"{stranger.BaseUrl}\"\n",
        ];
        foreach (var file in files)
        {
            _bench.Write("rlm.toml", file);
            (await _bench.RunAsync("ask", "q", "a.txt")).Exits(2);
            (await _bench.RunAsync("ask", "q", "a.txt", "--model", "m")).Exits(2);
        }

        Assert.Empty(stranger.Requests);
        Assert.Empty(stranger.Asides);
        _bench.Write("rlm.toml", files[0]);
        (await _bench.RunAsync("config", "trust")).Exits(0);
        (await _bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        Assert.NotEmpty(stranger.Requests);
    }

    [Fact]
    public async Task A_program_of_the_checkout_does_not_stand_in_for_one_of_the_path()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"x"}""") };
        var marker = Path.Combine(_bench.Work, "marker");
        Plant("printkey", $"#!/bin/sh\necho ran > '{marker}'\necho sk-of-the-stranger\n");
        var tools = Path.Combine(_bench.Work, "..", "tools");
        Directory.CreateDirectory(tools);
        Plant(Path.Combine("..", "tools", "printkey"), "#!/bin/sh\necho sk-of-the-user\n");
        _bench.Environment["PATH"] = $"{Path.GetFullPath(tools)}:{_bench.Environment["PATH"]}";
        _bench.WriteUserFile($"[[providers]]\nmodel = \"m\"\nbase_url = \"{server.BaseUrl}\"\napi_key_command = [\"printkey\"]\n");
        (await _bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        Assert.False(File.Exists(marker));
        Assert.Equal("Bearer sk-of-the-user", server.Requests[0].Authorization);
        _bench.WriteUserFile($"[[providers]]\nmodel = \"m\"\nbase_url = \"{server.BaseUrl}\"\napi_key_command = [\"./printkey\"]\n");
        Assert.Contains("name a program of the path, or a whole path", (await _bench.RunAsync("ask", "q", "a.txt")).Exits(1).Error);
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("[wasm.compiler]\njail = \"none\"\n", "wasm.compiler.jail")]
    [InlineData("[wasm]\ncompiler.rustc_path = \"./rustc\"\n", "rustc_path")]
    [InlineData("wasm = { cache_dir = \"/tmp/x\" }\n", "wasm")]
    [InlineData("[wasm]\nmax_disk_size = \"1MiB\"\n", "wasm.max_disk_size")]
    [InlineData("[documents]\nno_ignore = true\n", "documents.no_ignore")]
    [InlineData("[budgets]\nmax_cost_usd = 5.01\n", "budgets.max_cost_usd")]
    [InlineData("[budgets]\nmax_tokens = 2000001\n", "budgets.max_tokens")]
    [InlineData("[wasm]\nfuel_limit = 9000000000000000000\n", "wasm.fuel_limit")]
    [InlineData("[wasm]\nmemory_limit = \"4GiB\"\n", "wasm.memory_limit")]
    [InlineData("[wasm]\nparallelism = 1024\n", "wasm.parallelism")]
    [InlineData("[wasm.compiler]\nmax_concurrent = 256\n", "wasm.compiler.max_concurrent")]
    [InlineData("trace_dir = \"/tmp/x\"\n", "trace_dir")]
    public async Task What_reaches_further_than_without_the_file_is_refused(string text, string key)
    {
        _bench.Write("rlm.toml", text);
        Assert.Contains(key, (await _bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(2).Error);
    }

    [Fact]
    public void Every_setting_may_be_made_stricter_at_most_or_not_set_at_all()
    {
        string[] forbidden = [.. SettingList.All.Where(s => s.Reach is null).Select(s => s.Key)];
        string[] expected = ["model", "base_url", "wasm.cache_dir", "wasm.max_disk_size", "wasm.compiler.rustc_path", "wasm.compiler.extra_flags"];
        Assert.Empty(expected.Except(forbidden));

        // A setting that is new is forbidden unless it says how far it reaches; then it must have an order.
        foreach (var setting in SettingList.All.Where(s => s.Reach is not null))
        {
            var (low, high) = setting.Kind switch
            {
                SettingList.TrueOrFalse => ("false", "true"),
                _ when setting.Key == "wasm.memory_limit" => ("65536", "4294967296"),
                _ => ("1", "9000000000"),
            };
            var strict = new Settings();
            Assert.Null(setting.Apply(strict, low));
            Assert.NotNull(setting.RefusalOf(high, strict));
            Assert.Null(setting.RefusalOf(low, strict));
            var loose = new Settings();
            Assert.Null(setting.Apply(loose, high));
            Assert.Null(setting.RefusalOf(low, loose));
        }
    }

    [Fact]
    public async Task What_is_stricter_holds_at_once_and_the_user_may_still_say_otherwise()
    {
        _bench.WriteUserFile("[budgets]\nmax_iterations = 9\n");
        _bench.Write("rlm.toml", "[budgets]\nmax_iterations = 7\n[wasm]\nenabled = false\n");
        var json = (await _bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json")).Exits(0).Json;
        Assert.Equal((7, "switched off"), ((int)json["max_iterations"]!, (string)json["wasm"]!));
        json = (await _bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json", "--max-iterations", "50")).Exits(0).Json;
        Assert.Equal(50, (int)json["max_iterations"]!);
        _bench.Write("rlm.toml", "[budgets]\nmax_iterations = 10\n");
        Assert.Contains("rlm.toml:2: budgets.max_iterations = 10 is less strict", (await _bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(2).Error);
        Assert.Equal(10, (int)(await _bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json", "--config", "rlm.toml")).Exits(0).Json["max_iterations"]!);
    }

    [Fact]
    public async Task Trust_is_for_one_file_in_one_folder_and_readable_by_its_owner_only()
    {
        const string text = "[wasm]\ncache_dir = \"cache\"\n";
        _bench.Write("rlm.toml", text);
        _bench.Write("other/rlm.toml", text);
        _bench.Write("other/a.rs", Rust);
        Directory.CreateSymbolicLink(Path.Combine(_bench.Work, "link"), Path.Combine(_bench.Work, "other"));
        var json = (await _bench.RunAsync("config", "trust", Path.Combine("link", "rlm.toml"), "--json")).Exits(0).Json;
        Assert.Equal(Path.Combine(_bench.Work, "other", "rlm.toml"), (string)json["file"]!);
        Assert.Equal("wasm.cache_dir", (string)json["sets"]![0]!["key"]!);
        (await _bench.RunAsync("cache", "stats")).Exits(2);
        var list = Path.Combine(Path.GetDirectoryName(_bench.UserFile)!, "trusted.jsonl");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(list));
        Assert.Contains((string)json["sha256"]!, await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken));

        // What is written there by another hand, or damaged, trusts nothing.
        (await _bench.RunAsync("config", "trust")).Exits(0);
        await File.WriteAllTextAsync(list, "not json\n{\"path\":null,\"sha256\":null}\n{}\n", TestContext.Current.CancellationToken);
        (await _bench.RunAsync("cache", "stats")).Exits(2);
    }

    [Theory]
    [InlineData("folder", 0)]
    [InlineData("pipe", 2)]
    [InlineData("device", 2)]
    [InlineData("huge", 2)]
    [InlineData("link to a trusted one", 2)]
    [InlineData("link to nothing", 2)]
    [InlineData("not UTF-8", 2)]
    [InlineData("deep", 2)]
    [InlineData("deep tables", 2)]
    [InlineData("long key", 2)]
    public async Task Whatever_bears_that_name_is_refused_or_passed_over_and_nothing_hangs(string what, int status)
    {
        var path = Path.Combine(_bench.Work, "rlm.toml");
        switch (what)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "pipe":
                using (var make = Process.Start("mkfifo", [path]))
                {
                    await make.WaitForExitAsync(TestContext.Current.CancellationToken);
                }

                break;
            case "device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "huge":
                using (var file = File.Create(path))
                {
                    file.SetLength(1L << 40);
                }

                break;
            case "link to a trusted one":
                _bench.Write("other/rlm.toml", "[wasm]\ncache_dir = \"cache\"\n");
                (await _bench.RunAsync("config", "trust", Path.Combine("other", "rlm.toml"))).Exits(0);
                File.CreateSymbolicLink(path, Path.Combine("other", "rlm.toml"));
                break;
            case "link to nothing":
                File.CreateSymbolicLink(path, "nowhere");
                break;
            case "not UTF-8":
                await File.WriteAllBytesAsync(path, [.. "model = \""u8, 0xFF, .. "\"\n"u8], TestContext.Current.CancellationToken);
                break;
            case "deep":
                _bench.Write("rlm.toml", $"a = {new string('[', 100_000)}{new string(']', 100_000)}\n");
                break;
            case "deep tables":
                _bench.Write("rlm.toml", string.Concat(Enumerable.Repeat("a = {", 20_000)));
                break;
            default:
                _bench.Write("rlm.toml", $"{new string('k', 200_000)} = 1\n{string.Concat(Enumerable.Repeat("a.", 20_000))}b = 1\n");
                break;
        }

        var result = (await _bench.RunAsync("cache", "stats")).Exits(status);
        if (status != 0)
        {
            Assert.Contains("rlm.toml", result.Error);
            Assert.DoesNotContain("bug of rlm", result.Error);
        }
    }

    private void Plant(string name, string script)
    {
        var path = _bench.Write(name, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
