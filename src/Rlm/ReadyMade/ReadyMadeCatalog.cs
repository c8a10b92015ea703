namespace Rlm.ReadyMade;

/// <summary>The analyses that RLM brings.</summary>
internal static class ReadyMadeCatalog
{
    private const string Patterns = "patterns";

    private static readonly ReadyMadeArgument Fold = new("ignore_case", ArgumentKind.Flag, "true: values are made lower case first");

    private static readonly ReadyMadeArgument Group = new(
        "group", ArgumentKind.TextOrNumber, "number or name of the group of `pattern` that is taken; default 1, or 0, the whole match, where there is none");

    /// <summary>All of them, in the order in which they are told.</summary>
    public static IReadOnlyList<ReadyMadeAnalysis> All { get; } =
    [
        new("group_count", Patterns, "counts the matches of a pattern by value, the most frequent first, as `count<TAB>value`",
        [
            new("pattern", ArgumentKind.Text, "a regular expression, looked for in each line") { Required = true },
            Group,
            new("top", ArgumentKind.Number, "how many values; default 100, 0 for all"),
            new("min", ArgumentKind.Number, "leave out rarer values; default 1"),
            Fold,
        ])
        { Example = """{"pattern":"\" (\\d{3}) ","top":10}""" },
        new("numbers", Patterns, "count, sum, mean, min, max, median, p90, p95, p99 (interpolated) and stddev (of a sample) of numbers",
        [
            new("pattern", ArgumentKind.Text, "a regular expression that finds them; default: one number a line"),
            Group,
        ])
        { Example = """{"pattern":" ([\\d.]+)$"}""" },
        new("unique", Patterns, "the different lines, or matches of a pattern, sorted",
        [
            new("pattern", ArgumentKind.Text, "a regular expression; default: whole lines"),
            Group,
            new("show", ArgumentKind.Text, "list (default) or count") { Choices = ["list", "count"] },
            Fold,
        ])
        { Example = """{"pattern":"^\\S+","show":"count"}""" },
        new("csv_stats", "csv_stats", "type, count, empty, distinct, min, max, mean and the most frequent values of a column of a table, or a line for each column",
        [
            new("column", ArgumentKind.TextOrNumber, "name, or number from 0; default: all columns"),
            new("delimiter", ArgumentKind.Text, "one character; default: , ; tab or |, whichever the first line has most"),
            new("header", ArgumentKind.Flag, "false: the first line is data; default true"),
            new("top", ArgumentKind.Number, "how many of the most frequent values; default 10"),
        ])
        { Example = """{"column":"state","top":5}""", TakesHead = true },
        new("json_fields", "json_fields", "the values at a path in JSON lines, in each element of a JSON array, or in one JSON document; without a path, all paths with their types",
        [
            new("path", ArgumentKind.Text, "such as user.name, items[0].price or items[].price; default: list the paths"),
            new("show", ArgumentKind.Text, "group (default: count by value), values (one a line) or count") { Choices = ["group", "values", "count"] },
            new("top", ArgumentKind.Number, "how many groups; default 100, 0 for all"),
        ])
        { Example = """{"path":"user.country","top":10}""" },
        new("top_words", "top_words", "the most frequent words, as `count<TAB>word`",
        [
            new("n", ArgumentKind.Number, "how many; default 50"),
            new("min_length", ArgumentKind.Number, "leave out shorter words; default 1"),
            new("case", ArgumentKind.Text, "lower (default) or keep") { Choices = ["lower", "keep"] },
            new("stop_words", ArgumentKind.Words, "true leaves out common English words, a list leaves out its own; default: none"),
        ])
        { Example = """{"n":20,"min_length":4,"stop_words":true}""" },
        new("time_histogram", "time_histogram", "lines by the time of the first timestamp in each (ISO 8601, Apache and nginx, syslog, epoch), as `time<TAB>count`",
        [
            new("by", ArgumentKind.Text, "second, minute, hour (default), day or month") { Choices = ["second", "minute", "hour", "day", "month"] },
            new("form", ArgumentKind.Text, "iso, apache, syslog or epoch; default: whichever is found") { Choices = ["iso", "apache", "syslog", "epoch"] },
        ])
        { Example = """{"by":"minute"}""" },
    ];

    /// <summary>The names of all, for messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(a => a.Name));

    /// <summary>All that is said about them, a list item each.</summary>
    public static string Description { get; } = string.Join('\n', All.Select(a => $"- {a.Describe()}"));

    /// <summary>The analysis of that name, or null.</summary>
    public static ReadyMadeAnalysis? Find(string name) =>
        All.FirstOrDefault(a => string.Equals(a.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
}
