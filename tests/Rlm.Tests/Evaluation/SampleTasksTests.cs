using System.Diagnostics;
using Rlm.Evaluation;
using Rlm.Testing;

namespace Rlm.Tests.Evaluation;

public sealed class SampleTasksTests
{
    [Fact]
    public void The_tasks_over_the_samples_can_be_run_and_their_truths_are_accepted()
    {
        var tasks = EvalTaskFile.Load(Repository.PathOf("samples", "eval", "tasks.jsonl"), out var problems);
        Assert.Empty(problems);
        Assert.InRange(tasks!.Tasks.Count, 30, 1_000);
        Assert.All(tasks.Tasks.Where(t => t.Id != "code-largest"), t => Assert.Null(t.Judge(t.Truth)));
        Assert.Null(tasks.Tasks.Single(t => t.Id == "code-largest").Judge("It is dfa.rs."));
    }

    [Fact]
    public async Task Their_truths_are_those_that_the_script_computes()
    {
        var stop = TestContext.Current.CancellationToken;
        Process python;
        try
        {
            python = Process.Start(new ProcessStartInfo("python3", [Repository.PathOf("samples", "eval", "truths.py"), "--check"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3 on this machine.");
            throw;
        }

        using (python)
        {
            var (output, error) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
            await python.WaitForExitAsync(stop);
            Assert.True(python.ExitCode == 0, $"{await output}{await error}");
        }
    }
}
