using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task A_flag_wins_over_the_environment_over_the_local_file_over_the_users()
    {
        using var bench = NewBench();
        bench.WriteUserFile("[budgets]\nmax_iterations = 1\nmax_sub_calls = 3\noutput_limit = 4000\n[wasm]\nenabled = false\n");
        bench.Write("rlm.toml", "[budgets]\nmax_sub_calls = 2\noutput_limit = 2000\n");
        bench.Environment["RLM_OUTPUT_LIMIT"] = "3000";
        var json = (await bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json", "--wasm-enabled")).Exits(0).Json;
        Assert.Equal((1, 2), ((int)json["max_iterations"]!, (int)json["max_sub_calls"]!));
        Assert.Contains("at most 3,000 characters", (string)json["prompt"]!);
        Assert.NotEqual("switched off", (string)json["wasm"]!);
        Assert.Equal([bench.UserFile, "rlm.toml"], json["configuration"]!.AsArray().Select(f => (string)f!));
    }

    [Fact]
    public async Task What_holds_is_shown_with_where_it_comes_from_and_without_secrets()
    {
        using var bench = NewBench();
        bench.WriteUserFile(
            """
            [budgets]
            max_iterations = 7
            max_depth = 1

            [[providers]]
            model = "m"
            base_url = "http://me:hush-ü@127.0.0.1:9/v1"
            headers = { X-Key = "hush" }
            """);
        bench.Write("rlm.toml", "[budgets]\nmax_depth = 0\n");
        bench.Environment["RLM_MAX_ITERATIONS"] = "6";

        var result = (await bench.RunAsync("config", "show", "--json", "--wasm-fuel-limit", "9")).Exits(0);

        var settings = result.Json["settings"]!.AsArray().ToDictionary(s => (string)s!["key"]!, s => ((string?)s!["value"], (string?)s["from"]));
        Assert.Equal(("6", "RLM_MAX_ITERATIONS"), settings["budgets.max_iterations"]);
        Assert.Equal(("0", "rlm.toml:2"), settings["budgets.max_depth"]);
        Assert.Equal(("9", "--wasm-fuel-limit"), settings["wasm.fuel_limit"]);
        Assert.Equal(("100", null), settings["budgets.max_sub_calls"]);
        Assert.DoesNotContain("hush", result.Output);
        Assert.Contains(result.Json["providers"]!.AsArray(), p => (string?)p!["key"] == "providers.model" && (string?)p["from"] == $"{bench.UserFile}:6");
        var text = (await bench.RunAsync("config", "show")).Exits(0).Output;
        Assert.Contains($"budgets.max_depth                  0   <- rlm.toml:2\n", text);
        Assert.DoesNotContain("hush", text);
    }

    [Fact]
    public async Task A_named_file_stands_in_for_the_users()
    {
        using var bench = NewBench();
        bench.WriteUserFile("[budgets]\nmax_iterations = 7\n");
        bench.Write("mine.toml", "[budgets]\nmax_sub_calls = 8\n");
        var json = (await bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json", "--config", "mine.toml")).Exits(0).Json;
        Assert.Equal((20, 8), ((int)json["max_iterations"]!, (int)json["max_sub_calls"]!));
    }

    [Theory]
    [InlineData("[[providers]]\nmodel = \"m\"\nbase_url = \"http://evil.example/v1\"\n", "providers")]
    [InlineData("model = \"m\"\n", "model")]
    [InlineData("base_url = \"http://evil.example/v1\"\n", "base_url")]
    [InlineData("[wasm]\ncache_dir = \"/tmp/x\"\n", "wasm.cache_dir")]
    [InlineData("[wasm.compiler]\nrustc_path = \"./evil\"\n", "wasm.compiler.rustc_path")]
    [InlineData("[wasm.compiler]\nextra_flags = [\"-Clinker=./evil\"]\n", "wasm.compiler.extra_flags")]
    [InlineData("wasm.compiler.rustc_path = \"./evil\"\n", "wasm.compiler.rustc_path")]
    [InlineData("[wasm]\n\"cache_dir\" = \"/tmp/x\"\n", "cache_dir")]
    public async Task A_file_in_the_working_folder_cannot_set_what_a_stranger_may_not(string text, string key)
    {
        using var bench = NewBench();
        bench.Write("rlm.toml", text);
        var error = (await bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(2).Error;
        Assert.Contains("rlm.toml:", error);
        Assert.Contains(key, error);
    }

    [Fact]
    public async Task Every_problem_is_named_with_its_place_and_the_nearest_key()
    {
        using var bench = NewBench();
        bench.WriteUserFile("[wasm]\nfuel_limits = 5\n\n[budgets]\nmax_iterations = \"many\"\n\n[[providers]]\nbase_url = \"x\"\nrole = \"king\"\nmodell = \"m\"\n");
        var error = (await bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(2).Error;
        Assert.Contains($"{bench.UserFile}:2: there is no setting wasm.fuel_limits; the nearest is wasm.fuel_limit\n", error);
        Assert.Contains($"{bench.UserFile}:5: budgets.max_iterations is a whole number", error);
        Assert.Contains($"{bench.UserFile}:10: providers has no key modell", error);
        Assert.Contains("a provider needs a model", error);
        Assert.Equal("invalid_usage", (await bench.RunAsync("cache", "stats", "--json")).Exits(2).ErrorCode);
    }

    [Theory]
    [InlineData("not toml at all [")]
    [InlineData("[[providers]]\nmodel = \"a\"\nmodel = \"b\"\n")]
    [InlineData("[[providers]]\nmodel = \"a\"\nsilence_timeout_secs = 1e300\n")]
    [InlineData("[wasm]\nmemory_limit = 1\n")]
    [InlineData("[providers.headers]\nX = \"y\"\n")]
    [InlineData("[wasm]\ncache_size = 0\n")]
    public async Task What_makes_no_sense_is_wrong_configuration_and_no_crash(string text)
    {
        using var bench = NewBench();
        bench.WriteUserFile(text);
        Assert.Equal("invalid_usage", (await bench.RunAsync("ask", "q", "a.txt", "--dry-run", "--json")).Exits(2).ErrorCode);
    }

    [Theory]
    [InlineData("RLM_WASM_TIMEOUT_MS", "9223372036854775807", 0)]
    [InlineData("RLM_WASM_TIMEOUT_MS", "0", 2)]
    [InlineData("RLM_WASM_COMPILE_TIMEOUT_SECS", "9223372036854775807", 2)]
    [InlineData("RLM_WASM_MEMORY_LIMIT", "1GiB", 0)]
    [InlineData("RLM_WASM_MEMORY_LIMIT", "9GiB", 2)]
    [InlineData("RLM_WASM_MEMORY_LIMIT", "99999999999999GiB", 2)]
    [InlineData("RLM_WASM_ENABLED", "perhaps", 2)]
    [InlineData("RLM_MAX_ITERATIONS", "99999999999999999999", 2)]
    [InlineData("RLM_MAX_ITERATIONS", "-1", 2)]
    public async Task Values_at_the_edge_are_taken_or_refused(string variable, string value, int status)
    {
        using var bench = NewBench();
        bench.Environment[variable] = value;
        (await bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(status);
    }

    [Fact]
    public async Task A_key_goes_only_to_a_host_that_a_file_or_flag_names()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"x"}""") };
        using var bench = NewBench();
        bench.Environment["OPENAI_API_KEY"] = "sk-well-known";
        bench.Environment["RLM_MODEL"] = "m";
        bench.Environment["RLM_BASE_URL"] = server.BaseUrl;
        (await bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        (await bench.RunAsync("ask", "q", "a.txt", "--base-url", server.BaseUrl)).Exits(0);
        bench.Environment.Remove("RLM_BASE_URL");
        bench.WriteUserFile($"base_url = \"{server.BaseUrl}\"\n");
        (await bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        Assert.Equal([null, "Bearer sk-well-known", "Bearer sk-well-known"], server.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task Providers_of_the_users_file_have_roles_prices_and_keys()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"?","store":"s"} {"op":"final_var","name":"s"}""", 1_000_000, 0), ChatAnswers.Streamed("yes", 0, 0));
        using var bench = NewBench();
        bench.Environment["MY_KEY"] = "sk-mine";
        bench.WriteUserFile(
            $"[[providers]]\nmodel = \"large\"\nrole = \"root\"\nbase_url = \"{server.BaseUrl}\"\napi_key_env = \"MY_KEY\"\nprice_prompt = 2.5\nprice_completion = 0\n\n"
            + $"[[providers]]\nprovider_type = \"openai\"\nmodel = \"small\"\nrole = \"sub\"\nbase_url = \"{server.BaseUrl}\"\nprice_prompt = 0.0\nprice_completion = 0.0\n");
        var json = (await bench.RunAsync("ask", "q", "a.txt", "--json")).Exits(0).Json;
        Assert.Equal(("yes", 2.5, 1), ((string)json["answer"]!, (double)json["cost_usd"]!, (int)json["sub_calls"]!));
        Assert.Equal(["large", "small"], server.Requests.Select(r => (string)r.Body!["model"]!));
        Assert.Equal(["Bearer sk-mine", null], server.Requests.Select(r => r.Authorization));
    }

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("a.txt", "1\n2\n3\n");
        return bench;
    }
}
