using Rlm.Evaluation;
using Rlm.Testing;

namespace Rlm.Tests.Evaluation;

public sealed class EvalTaskFileTests
{
    [Fact]
    public void Tasks_are_read_with_paths_from_their_own_folder()
    {
        using var folder = new TempFolder();
        folder.Write("docs/a.txt", "1\n");
        var path = folder.Write(
            "t.jsonl",
            """
            {"id": "a", "query": "How many?", "files": ["docs/a.txt", "docs/*.txt"], "truth": 1, "match": "number"}

            {"id": "b", "query": "Which?", "files": ["docs"], "truth": ["x", "y"], "match": "set"}
            """);
        var tasks = EvalTaskFile.Load(path, out var problems)!;
        Assert.Empty(problems);
        Assert.Equal(["a", "b"], tasks.Tasks.Select(t => t.Id));
        Assert.Equal([folder.PathOf("docs", "a.txt"), folder.PathOf("docs", "*.txt")], tasks.Tasks[0].Files);
        Assert.Equal(("1", "[\"x\", \"y\"]"), (tasks.Tasks[0].Truth, tasks.Tasks[1].Truth));
        Assert.Null(tasks.Tasks[0].Judge("1 line"));
        Assert.Equal("lacks y", tasks.Tasks[1].Judge("x"));
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_with_its_line()
    {
        using var folder = new TempFolder();
        folder.Write("a.txt", "1\n");
        var path = folder.Write(
            "t.jsonl",
            """
            {"id": "a", "query": "q", "files": ["a.txt"], "truth": 1, "match": "number"}
            {"id": "a", "query": "q", "files": ["a.txt"], "truth": 1, "match": "number"}
            not json
            {"id": "b", "query": " ", "files": [], "match": "number", "note": 1}
            [1]
            {"id": "c", "query": "q", "files": ["no.txt", 5], "truth": "x", "match": "number"}
            {"id": "d", "id": "e", "query": "q", "files": ["a.txt"], "truth": "x", "match": "exact"}
            """);
        Assert.Null(EvalTaskFile.Load(path, out var problems));
        string[] lines = ["line 2: the id \"a\" stands in line 1", "line 3: is not JSON", "line 4: \"note\"", "line 4: \"query\"", "line 4: \"files\"", "line 4: \"truth\"",
            "line 5: is not an object", "line 6: no.txt is not there", "line 6: \"files\"", "line 6: \"truth\" is not a number", "line 7: is not JSON"];
        Assert.Equal(lines.Length, problems.Count);
        Assert.All(lines.Zip(problems), p => Assert.StartsWith(p.First, p.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "no task")]
    [InlineData(null, "cannot be read")]
    public void A_file_without_tasks_is_a_problem(string? text, string problem)
    {
        using var folder = new TempFolder();
        var path = text is null ? folder.PathOf("none.jsonl") : folder.Write("t.jsonl", text);
        Assert.Null(EvalTaskFile.Load(path, out var problems));
        Assert.Contains(problem, Assert.Single(problems));
    }
}
