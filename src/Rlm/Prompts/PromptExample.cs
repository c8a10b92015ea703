namespace Rlm.Prompts;

/// <summary>An analysis that a model can take as its pattern.</summary>
/// <param name="Name">Its file in the folder Examples, without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Block">Its Rust in a fence.</param>
internal sealed record PromptExample(string Name, string Title, string Block)
{
    /// <summary>All of them, in the order in which they are shown. The first stands where replies are explained.</summary>
    public static IReadOnlyList<PromptExample> All { get; } =
        [.. new[] { "word_frequency", "percentiles", "patterns", "json_lines", "csv", "join", "merge", "ask_from_code" }.Select(Read)];

    /// <summary>Whether it asks a model.</summary>
    public bool NeedsSubModel => Block.Contains("rlm::llm_query", StringComparison.Ordinal);

    /// <summary>The crate that it needs, or null.</summary>
    public string? Crate =>
        Block.Contains("Regex::", StringComparison.Ordinal) ? "regex"
        : Block.Contains("serde_json", StringComparison.Ordinal) ? "serde_json"
        : null;

    private static PromptExample Read(string name)
    {
        var text = PromptText.Read($"Examples/{name}");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return new PromptExample(name, text[..end], text[(end + 2)..]);
    }
}
