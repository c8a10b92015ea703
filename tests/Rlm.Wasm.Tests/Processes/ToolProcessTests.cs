using Rlm.Testing;
using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Tests.Processes;

public sealed class ToolProcessTests
{
    private static ProcessRequest Shell(string script) => new()
    {
        FileName = "sh",
        Arguments = ["-c", script],
        Environment = ToolEnvironment.Minimal(),
        Timeout = TimeSpan.FromMinutes(1),
    };

    private static Task<ProcessResult> RunAsync(ProcessRequest request) =>
        ToolProcess.RunAsync(request, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Output_error_output_and_exit_status_come_back()
    {
        var result = await RunAsync(Shell("cat; echo bad >&2; exit 7") with { Input = "good"u8.ToArray() });

        Assert.Equal(("good", "bad\n", 7), (result.Output, result.ErrorOutput, result.ExitCode));
        Assert.False(result.Succeeded);
        Assert.Equal("bad", result.Tail());
    }

    [Fact]
    public async Task A_missing_tool_is_a_value()
    {
        var result = await RunAsync(Shell("") with { FileName = "no-such-tool-anywhere" });

        Assert.Contains("no-such-tool-anywhere", result.StartError, StringComparison.Ordinal);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task Nothing_is_inherited_from_our_environment()
    {
        Environment.SetEnvironmentVariable("RLM_TEST_SECRET", "x");

        var result = await RunAsync(Shell("env") with { FileName = "env", Arguments = [] });

        Assert.DoesNotContain("RLM_TEST_SECRET", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_of_a_long_output_is_kept()
    {
        var result = await RunAsync(Shell("seq 100000") with { MaxOutputBytes = 1000 });

        Assert.True(result is { ExitCode: 0, OutputTruncated: true, OutputBytes.Length: 1000 });
        Assert.StartsWith("1\n2\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tail_of_a_long_output_is_kept()
    {
        var result = await RunAsync(Shell("seq 100000") with { MaxOutputBytes = 1000, Keep = OutputKeep.Tail });

        Assert.True(result is { ExitCode: 0, OutputTruncated: true, OutputBytes.Length: 1000 });
        Assert.EndsWith("\n100000\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_of_just_the_limit_is_not_cut()
    {
        var result = await RunAsync(Shell("printf 12345678") with { MaxOutputBytes = 8, Keep = OutputKeep.Tail });

        Assert.False(result.OutputTruncated);
        Assert.Equal("12345678", result.Output);
    }

    [Fact]
    public async Task The_time_limit_ends_children_too()
    {
        using var folder = new TempFolder();
        var pid = folder.PathOf("pid");

        var result = await RunAsync(Shell($"sleep 1000 & echo $! > {pid}; wait") with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.True(result.TimedOut);
        Assert.True(HasEnded(pid));
    }

    [Fact]
    public async Task Cancelling_ends_children_too()
    {
        using var folder = new TempFolder();
        var pid = folder.PathOf("pid");
        using var cancel = new CancellationTokenSource();

        // The child reports itself; only then we cancel.
        var request = Shell($"sleep 1000 & echo $! > {pid}; echo ready; wait") with { OnLine = _ => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ToolProcess.RunAsync(request, cancel.Token));
        Assert.True(HasEnded(pid));
    }

    [Fact]
    public async Task A_child_that_outlives_its_parent_is_ended()
    {
        using var folder = new TempFolder();
        var pid = folder.PathOf("pid");

        var result = await RunAsync(Shell($"(sleep 1000 & echo $! > {pid}); exit 0"));

        Assert.True(result.Succeeded);
        Assert.True(HasEnded(pid));
    }

    [Fact]
    public async Task Lines_are_told_as_they_come()
    {
        var lines = new List<string>();

        await RunAsync(Shell("printf 'a\\nb\\rc'") with { OnLine = lines.Add });

        Assert.Equal(["a", "b", "c"], lines);
    }

    /// <summary>A kill has been sent when the tool is over; on a busy machine it arrives a moment later.</summary>
    private static bool HasEnded(string pidFile) => SpinWait.SpinUntil(() => !IsRunning(pidFile), TimeSpan.FromSeconds(10));

    /// <summary>A killed process whose parent is gone is a zombie until init looks at it; that is ended too.</summary>
    private static bool IsRunning(string pidFile)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{File.ReadAllText(pidFile).Trim()}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }
}
