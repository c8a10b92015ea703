using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rlm.Evaluation;
using Rlm.Evaluation.Generation;
using Rlm.Testing;

namespace Rlm.Tests.Evaluation;

public sealed class TaskGeneratorTests
{
    private static readonly long[] Sizes = [8_000, 33_333, 1_000_000];

    public static TheoryData<TaskKind, long, ulong> Cases =>
        [.. from kind in Enum.GetValues<TaskKind>() from size in Sizes from seed in new ulong[] { 1, 7 } select new TheoryDataRow<TaskKind, long, ulong>(kind, size, seed)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Truths_are_those_of_the_file_and_its_size_is_kept(TaskKind kind, long size, ulong seed)
    {
        using var folder = new TempFolder();
        var path = TaskGenerator.Generate(Options(kind, size, seed, folder.Path), TestContext.Current.CancellationToken);
        var tasks = EvalTaskFile.Load(path, out var problems)!;
        Assert.Empty(problems);
        foreach (var (task, line) in tasks.Tasks.Zip(File.ReadLines(path)))
        {
            var lines = File.ReadAllLines(task.Files[0]);
            var bytes = new FileInfo(task.Files[0]).Length;
            Assert.InRange(bytes, size - lines.Max(l => l.Length) - 1, size);
            var truth = Recompute(kind, task.Query, lines);
            Assert.NotEmpty(truth);
            var told = JsonNode.Parse(line)!["truth"]!;
            Assert.Equal(truth.Order(StringComparer.Ordinal), told is JsonArray list ? list.Select(t => (string)t!).Order(StringComparer.Ordinal) : [told.ToJsonString()]);
            Assert.Null(task.Judge(string.Join('\n', truth)));
            Assert.NotNull(task.Judge("nothing of the kind"));
        }
    }

    [Theory]
    [InlineData(TaskKind.Needle)]
    [InlineData(TaskKind.MultiNeedle)]
    [InlineData(TaskKind.VariableTracking)]
    [InlineData(TaskKind.CommonWords)]
    [InlineData(TaskKind.Aggregation)]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others(TaskKind kind)
    {
        using var folder = new TempFolder();
        Dictionary<string, string> Read(string name, ulong seed)
        {
            TaskGenerator.Generate(Options(kind, 20_000, seed, folder.PathOf(name)), TestContext.Current.CancellationToken);
            return Directory.EnumerateFiles(folder.PathOf(name)).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        }

        var first = Read("first", 7);
        Assert.Equal(first, Read("second", 7));
        Assert.Equal(3, first.Count);
        Assert.NotEqual(first, Read("third", 8));
        Assert.NotEqual(first[$"{TaskGenerator.NameOf(kind)}-1.txt"], first[$"{TaskGenerator.NameOf(kind)}-2.txt"]);
    }

    [Fact]
    public void The_numbers_are_those_of_the_published_generator()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void What_is_there_is_not_written_over_and_nothing_new_is_left()
    {
        using var folder = new TempFolder();
        folder.Write("needle-2.txt", "mine");
        Assert.True(Assert.Throws<EvalException>(() => TaskGenerator.Generate(Options(TaskKind.Needle, 8_000, 1, folder.Path), TestContext.Current.CancellationToken)).IsRefused);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    private static GenerateOptions Options(TaskKind kind, long size, ulong seed, string folder) =>
        new() { Kind = kind, Bytes = size, Seed = seed, Count = 2, Folder = folder };

    /// <summary>The truth from the file alone, found by patterns and not by what wrote it.</summary>
    private static List<string> Recompute(TaskKind kind, string query, string[] lines) => kind switch
    {
        TaskKind.Needle => Numbers(lines, $"The code of {Between(query, "code of ", "?")} is "),
        TaskKind.MultiNeedle => Numbers(lines, $"One of the codes of {Between(query, "codes of ", "?")} is "),
        TaskKind.VariableTracking => Variables(lines, Between(query, "have the value ", " in the end")),
        TaskKind.CommonWords => Words(query, lines),
        _ => Records(query, lines),
    };

    private static List<string> Numbers(string[] lines, string before) =>
        [.. Regex.Matches(string.Join('\n', lines), Regex.Escape(before) + @"(\d+)\.").Select(m => m.Groups[1].Value)];

    private static List<string> Variables(string[] lines, string value)
    {
        var pairs = lines.SelectMany(l => Regex.Matches(l, @"VAR (\w+) = (\w+)\.")).Select(m => (Name: m.Groups[1].Value, Value: m.Groups[2].Value)).ToList();
        var found = new List<string>();
        for (var next = new List<string> { value }; next.Count > 0;)
        {
            next = [.. pairs.Where(p => next.Contains(p.Value)).Select(p => p.Name)];
            found.AddRange(next);
        }

        return found;
    }

    private static List<string> Words(string query, string[] lines)
    {
        var counts = lines.SelectMany(l => l.Split(' ')).CountBy(w => w).ToDictionary();
        return query.StartsWith("How often", StringComparison.Ordinal)
            ? [counts[Between(query, "word \"", "\"")].ToString(CultureInfo.InvariantCulture)]
            : [.. counts.OrderBy(c => (-c.Value, c.Key)).Take(5).Select(c => c.Key)];
    }

    private static List<string> Records(string query, string[] lines)
    {
        var records = lines.Select(l => l.Split(" | ")).Select(p => (Month: p[0][..7], User: p[1]["user ".Length..], Label: p[2])).ToList();
        var labels = Regex.Matches(query, @"label (account|billing|delivery|praise|returns|spam)\b").Select(m => m.Groups[1].Value).ToList();
        var first = records.Where(r => labels.Count > 0 && r.Label == labels[0]).ToList();
        string Top(Func<(string Month, string User, string Label), string> key, List<(string, string, string)> of) =>
            of.GroupBy(key).OrderBy(g => (-g.Count(), g.Key)).First().Key;
        return
        [
            query.Contains("How many records of user", StringComparison.Ordinal) ? Text(first.Count(r => r.User == Between(query, "of user ", " have")))
            : query.Contains("How many", StringComparison.Ordinal) ? Text(first.Count)
            : query.Contains("Which label", StringComparison.Ordinal) ? Top(r => r.Label, records)
            : query.Contains("Which user", StringComparison.Ordinal) ? Top(r => r.User, first)
            : query.Contains("which month", StringComparison.Ordinal) ? Top(r => r.Month, first)
            : (first.Count - records.Count(r => r.Label == labels[1])) switch { > 0 => "more", < 0 => "fewer", _ => "equal" },
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
