using System.Text;

namespace Rlm.Cli.Tests.Serve;

/// <summary><c>rlm serve</c> and <c>rlm mcp</c> become the program beside them; `make test` puts it there.</summary>
public sealed class HandoverTests
{
    private static readonly bool HasServer = Environment.GetEnvironmentVariable("RLM_TEST_PROGRAM") is { Length: > 0 } program
        && File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "server", "rlm-server"));

    [Theory]
    [InlineData("serve", "--urls")]
    [InlineData("mcp", "--allowed-paths")]
    public async Task Its_help_is_that_of_the_service(string command, string option)
    {
        Assert.SkipUnless(HasServer, "The service is not beside the program under test.");
        using var bench = new CliBench();
        var result = await bench.RunAsync(command, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(option, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_reaches_the_service_itself()
    {
        Assert.SkipUnless(HasServer, "The service is not beside the program under test.");
        using var bench = new CliBench();
        using var program = bench.Start("serve", "--urls", "http://127.0.0.1:0");
        var said = new StringBuilder();
        while (await program.ReadErrorLineAsync() is { } line && !line.Contains("listening on", StringComparison.Ordinal))
        {
            said.AppendLine(line);
        }

        await program.InterruptAsync();
        var result = await program.EndAsync();
        Assert.True(result.ExitCode == 0, said + result.Error);
    }
}
