using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Runs;
using Rlm.Server.Search;
using Rlm.Testing;
using Rlm.Traces;

namespace Rlm.Server.Tests.Search;

public sealed class RunIndexTests
{
    [Fact]
    public void Runs_are_found_by_the_words_of_question_answer_and_documents()
    {
        using var folder = new TempFolder();
        using var index = Index(folder);
        Write(folder, "20260101-000001-a", "How many whales?", "seventeen", "moby.txt");
        Write(folder, "20260101-000002-b", "Which planes were late?", "all of them", "flights.csv");
        Write(folder, "20260101-000003-c", "¿Cuántas ballenas? Économie", null, "moby.txt");

        Assert.Equal(["c", "b", "a"], Find(index, string.Empty));
        Assert.Equal(["a"], Find(index, "WHALE"));
        Assert.Equal(["c", "a"], Find(index, "moby"));
        Assert.Equal(["b"], Find(index, "late them"));
        Assert.Equal(["c"], Find(index, "economie"));
        Assert.Empty(Find(index, "late whales"));
        Assert.Equal(["b"], index.Find(string.Empty, 1, 1, TestContext.Current.CancellationToken).Runs.Select(r => r.Id[^1..]));
    }

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NOT")]
    [InlineData("a NEAR b")]
    [InlineData("question:whales")]
    [InlineData("*")]
    [InlineData("^whales")]
    [InlineData("'; DROP TABLE runs; --")]
    [InlineData("\ud800")]
    public void Nothing_that_is_typed_is_an_operator(string query)
    {
        using var folder = new TempFolder();
        using var index = Index(folder);
        Write(folder, "20260101-000001-a", "How many whales?", "seventeen", "moby.txt");
        _ = Find(index, query);
        Assert.Equal(["a"], Find(index, "whales"));
    }

    [Fact]
    public void What_changes_beside_it_is_seen()
    {
        using var folder = new TempFolder();
        using var index = Index(folder);
        var path = Write(folder, "20260101-000001-a", "How many whales?", null, "moby.txt");
        Assert.Equal(RunStatus.Interrupted, Assert.Single(index.Find("whales", 0, 10, TestContext.Current.CancellationToken).Runs).Status);
        using (var trace = RunTrace.Continue(path))
        {
            Assert.Equal(RunStatus.Running, Assert.Single(index.Find("whales", 0, 10, TestContext.Current.CancellationToken).Runs).Status);
            trace.Append(Finished("20260101-000001-a", "seventeen"));
        }

        Assert.Equal("seventeen", Assert.Single(index.Find("seventeen", 0, 10, TestContext.Current.CancellationToken).Runs).Answer);
        File.Delete(path);
        Assert.Empty(Find(index, string.Empty));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_is_lost_or_broken_is_made_again(bool isBroken)
    {
        using var folder = new TempFolder();
        Write(folder, "20260101-000001-a", "How many whales?", "seventeen", "moby.txt");
        using (var index = Index(folder))
        {
            Assert.Equal(["a"], Find(index, "whales"));
        }

        foreach (var path in Directory.GetFiles(folder.Path, "index.sqlite*"))
        {
            File.Delete(path);
        }

        if (isBroken)
        {
            folder.Write("index.sqlite", new string('x', 10_000));
        }

        using var again = Index(folder);
        Assert.Equal(["a"], Find(again, "whales"));
    }

    private static RunIndex Index(TempFolder folder) => new(new RunStore(folder.Path, TimeProvider.System), NullLogger<RunIndex>.Instance);

    private static IEnumerable<string> Find(RunIndex index, string query) =>
        index.Find(query, 0, 100, TestContext.Current.CancellationToken).Runs.Select(r => r.Id[^1..]);

    private static string Write(TempFolder folder, string id, string question, string? answer, string document)
    {
        var path = folder.PathOf(id + ".jsonl");
        using var trace = RunTrace.Create(path);
        trace.Append(new RunStarted(id, question, [new DocumentFacts(document, 1, "0")], "model", "nowhere", new RunLimits()));
        if (answer is not null)
        {
            trace.Append(Finished(id, answer));
        }

        return path;
    }

    private static RunFinished Finished(string id, string answer) => new(new RunResult
    {
        Answer = answer,
        Success = true,
        RunId = id,
        Iterations = 1,
        SubCalls = 0,
        Tokens = new RunTokens(0, 0, 0),
        TimingsMs = new RunTimings(0, 0, 0, 0),
    });
}
