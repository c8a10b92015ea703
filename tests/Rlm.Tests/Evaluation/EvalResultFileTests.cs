using Rlm.Evaluation;
using Rlm.Runs;
using Rlm.Testing;

namespace Rlm.Tests.Evaluation;

public sealed class EvalResultFileTests
{
    private static readonly EvalSetup Setup = new(1, "abc", ["m at here"], new RunLimits());

    [Fact]
    public void Results_are_there_again_and_only_their_owner_reads_them()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("r.jsonl");
        using (var file = EvalResultFile.Open(path, Setup))
        {
            file.Append(Result("a", 1));
            file.Append(Result("b", 1) with { CostUsd = null, Error = new RunError("unreachable", "no") });
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        using var again = EvalResultFile.Open(path, Setup);
        Assert.Equal([Result("a", 1), Result("b", 1) with { CostUsd = null, Error = new RunError("unreachable", "no") }], again.Results);
    }

    [Fact]
    public void Of_a_repeated_run_the_last_result_counts()
    {
        using var folder = new TempFolder();
        using (var file = EvalResultFile.Open(folder.PathOf("r.jsonl"), Setup))
        {
            file.Append(Result("a", 1) with { Correct = false });
            file.Append(Result("a", 1));
        }

        using var again = EvalResultFile.Open(folder.PathOf("r.jsonl"), Setup);
        Assert.True(Assert.Single(again.Results).Correct);
    }

    [Fact]
    public void Cut_anywhere_the_file_goes_on_with_its_whole_lines()
    {
        using var folder = new TempFolder();
        using (var file = EvalResultFile.Open(folder.PathOf("whole.jsonl"), Setup))
        {
            file.Append(Result("a", 1));
            file.Append(Result("b", 1));
        }

        var whole = File.ReadAllBytes(folder.PathOf("whole.jsonl"));
        for (var length = 15; length < whole.Length; length += 7)
        {
            var path = folder.PathOf($"{length}.jsonl");
            File.WriteAllBytes(path, whole[..length]);
            var lines = Math.Max(0, whole[..length].Count(b => b == '\n') - 1);
            using (var file = EvalResultFile.Open(path, Setup))
            {
                Assert.Equal(lines, file.Results.Count);
                file.Append(Result("c", 1));
            }

            using var again = EvalResultFile.Open(path, Setup);
            Assert.Equal(lines + 1, again.Results.Count);
        }
    }

    [Theory]
    [InlineData("other tasks")]
    [InlineData("another model")]
    [InlineData("other limits")]
    public void Results_of_something_else_are_refused_and_left_alone(string what)
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("r.jsonl");
        EvalResultFile.Open(path, Setup).Dispose();
        var before = File.ReadAllText(path);
        var other = what switch
        {
            "other tasks" => Setup with { TasksSha256 = "def" },
            "another model" => Setup with { Models = ["n at here"] },
            _ => Setup with { Limits = new RunLimits { MaxIterations = 3 } },
        };
        var refused = Assert.Throws<EvalException>(() => EvalResultFile.Open(path, other));
        Assert.True(refused.IsRefused);
        Assert.Contains(what, refused.Message);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("my notes")]
    [InlineData("my notes\n")]
    [InlineData("{\"a\":1}\n")]
    public void What_are_no_results_is_left_alone(string text)
    {
        using var folder = new TempFolder();
        var path = folder.Write("r.jsonl", text);
        Assert.True(Assert.Throws<EvalException>(() => EvalResultFile.Open(path, Setup)).IsRefused);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var folder = new TempFolder();
        using var first = EvalResultFile.Open(folder.PathOf("r.jsonl"), Setup);
        Assert.False(Assert.Throws<EvalException>(() => EvalResultFile.Open(folder.PathOf("r.jsonl"), Setup)).IsRefused);
    }

    internal static EvalResult Result(string task, int run) => new()
    {
        Task = task,
        Run = run,
        Correct = true,
        Answer = "1",
        RunId = "r",
        Iterations = 2,
        SubCalls = 1,
        Tokens = new RunTokens(100, 20, 7),
        CostUsd = 0.5,
        TimingsMs = new RunTimings(10, 5, 1, 1),
    };
}
