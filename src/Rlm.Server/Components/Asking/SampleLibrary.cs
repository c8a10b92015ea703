using Rlm.Demo;

namespace Rlm.Server.Components.Asking;

/// <summary>The questions over bundled documents, with completions that were recorded.</summary>
internal sealed class SampleLibrary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>In the order in which they are offered; none where the samples were not shipped.</summary>
    public IReadOnlyList<Sample> All { get; } = [.. Load("questions.jsonl"), .. Load("page.jsonl")];

    private static IEnumerable<Sample> Load(string name)
    {
        var path = Path.Combine(Folder, "demo", name);
        return File.Exists(path) ? DemoQuestion.Load(path).Select(Of) : [];
    }

    private static Sample Of(DemoQuestion question) => new(
        question.Id,
        TitleOf(question.Id),
        question.Question,
        [.. question.Documents.Select(d => Path.Combine(Folder, "documents", d))],
        [.. question.Documents],
        Path.Combine(Folder, "demo", "recorded", question.Id + ".jsonl"));

    private static string TitleOf(string id) => id switch
    {
        "moby-words" => "Frequent words of a novel",
        "busiest-states" => "Two tables joined",
        "slow-pages" => "Percentiles of a web server's log",
        "goals" => "Means over JSON lines",
        "bloody-plays" => "Three plays compared",
        "wettest-months" => "A compile error that is mended",
        _ => id,
    };
}

/// <summary>A question over bundled documents.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Documents">Where the documents lie.</param>
/// <param name="Names">What they are called.</param>
/// <param name="Recording">Where the recorded completions lie.</param>
internal sealed record Sample(string Id, string Title, string Question, IReadOnlyList<string> Documents, IReadOnlyList<string> Names, string Recording);
