using System.Diagnostics;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests;

/// <summary>The commands of the README's section about the service, as they stand there.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Every_curl_of_the_README_is_answered()
    {
        await using var service = await TestService.StartAsync();
        service.Model.Otherwise = ChatAnswers.By(r => r.Body!.ToJsonString().Contains("What can you do", StringComparison.Ordinal) ? "Much." : Answers.CountLines);
        var commands = (await File.ReadAllLinesAsync(Repository.PathOf("README.md"), TestContext.Current.CancellationToken))
            .Where(l => l.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 7, "the section is gone");
        foreach (var command in commands)
        {
            var (status, output) = await RunAsync(command.Replace("localhost:8642", service.Address.Authority, StringComparison.Ordinal).Replace("curl ", "curl -sS --fail-with-body ", StringComparison.Ordinal));
            Assert.True(status == 0 && !output.Contains("run_stopped", StringComparison.Ordinal), $"{command}\n{output}");
            if (command.Contains("one\\ntwo", StringComparison.Ordinal))
            {
                Assert.Contains("\"answer\":\"2\"", output, StringComparison.Ordinal);
            }
        }
    }

    private static async Task<(int Status, string Output)> RunAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
