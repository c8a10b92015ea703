using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rlm.Testing;

namespace Rlm.Server.Tests;

/// <summary>The program itself: how it starts, what it refuses, how it ends.</summary>
public sealed partial class ServerProgramTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("serve --urls http://0.0.0.0:0", "without a key")]
    [InlineData("serve --urls nonsense", "nonsense is no address")]
    [InlineData("serve --allowed-paths /nowhere/at/all", "there is no folder /nowhere/at/all")]
    [InlineData("serve --keys-file /nowhere/keys", "/nowhere/keys cannot be read")]
    [InlineData("serve --max-iterations 0", "budgets.max_iterations")]
    [InlineData("serve --nothing", "--nothing")]
    [InlineData("mcp --wasm-fuel-limit many", "is a whole number")]
    public async Task What_is_wrong_is_said_before_it_listens(string arguments, string says)
    {
        using var home = new TempFolder();
        using var program = Start(arguments, home);
        var error = await program.StandardError.ReadToEndAsync(Stop);
        await program.WaitForExitAsync(Stop);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_ends_it_in_good_order()
    {
        using var home = new TempFolder();
        using var program = Start("serve --urls http://127.0.0.1:0", home);
        string? line;
        while ((line = await program.StandardError.ReadLineAsync(Stop)) is not null && !Listening().IsMatch(line))
        {
        }

        using var client = new HttpClient();
        var health = await client.GetStringAsync(new Uri(Listening().Match(line!).Groups[1].Value + "/health"), Stop);
        Assert.Contains("\"ok\"", health, StringComparison.Ordinal);
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {program.Id}")]);
        await program.WaitForExitAsync(Stop);
        Assert.Equal(0, program.ExitCode);
    }

    [Fact]
    public async Task The_log_can_be_objects()
    {
        using var home = new TempFolder();
        Directory.CreateDirectory(home.PathOf("home", "runs"));
        home.Write("home/runs/20260101-000000-00000000.parked", "1 local");
        using var program = Start("serve --urls http://127.0.0.1:0", home, ("Logging__Console__FormatterName", "json"));
        var line = await program.StandardOutput.ReadLineAsync(Stop);
        program.Kill();

        var entry = System.Text.Json.Nodes.JsonNode.Parse(line!)!;
        Assert.Equal("20260101-000000-00000000", (string?)entry["State"]!["RunId"]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        await using var service = await TestService.StartAsync();
        using var home = new TempFolder();
        using var program = Start($"serve --urls {service.Address}", home);
        var error = await program.StandardError.ReadToEndAsync(Stop);
        await program.WaitForExitAsync(Stop);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
    }

    private static Process Start(string arguments, TempFolder home, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "rlm-server"), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = home.Path,
        };
        start.Environment["RLM_HOME"] = home.PathOf("home");
        start.Environment["XDG_CONFIG_HOME"] = home.PathOf("config");
        start.Environment["OLLAMA_HOST"] = "http://127.0.0.1:1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex("listening on (http://127.0.0.1:[0-9]+)")]
    private static partial Regex Listening();
}
