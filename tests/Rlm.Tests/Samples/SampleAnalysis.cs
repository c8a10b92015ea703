using System.Text.Json;
using Rlm.Testing;

namespace Rlm.Tests.Samples;

/// <summary>A document of a sample analysis and the parameter that gets it.</summary>
internal sealed record SampleInput(string Name, string Document);

/// <summary>One line of <c>samples/analyses/analyses.jsonl</c>.</summary>
internal sealed record SampleAnalysis(string Name, string Question, IReadOnlyList<SampleInput> Inputs)
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<SampleAnalysis> All { get; } =
        [.. File.ReadLines(Folder("analyses.jsonl")).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<SampleAnalysis>(l, Lines)!)];

    public string Source => File.ReadAllText(Folder($"{Name}.rs"));

    public string Expected => File.ReadAllText(Folder("expected", $"{Name}.txt"));

    public static string Folder(params string[] parts) => Repository.PathOf(["samples", "analyses", .. parts]);

    public static string Document(string name) => Repository.PathOf(["samples", "documents", .. name.Split('/')]);
}
