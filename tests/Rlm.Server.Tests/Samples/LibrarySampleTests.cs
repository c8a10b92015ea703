using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Samples;

/// <summary>The samples that use the libraries: each does what samples/README.md says.</summary>
public sealed class LibrarySampleTests
{
    private static readonly string Book = SampleProgram.PathOf("documents", "alice.txt");

    [Fact]
    public async Task AskDocuments_prints_the_answer()
    {
        await using var model = new ScriptedChatServer(ChatAnswers.Streamed(Answers.CountLines));
        var printed = await SampleProgram.RunAsync(
            new Dictionary<string, string> { ["RLM_BASE_URL"] = model.BaseUrl, ["RLM_MODEL"] = "scripted" },
            "dotnet", SampleProgram.Assembly("AskDocuments"), "How many lines are there?", Book);

        Assert.Equal(File.ReadAllLines(Book).Length.ToString(System.Globalization.CultureInfo.InvariantCulture), printed.Trim());
        Assert.Contains("How many lines are there?", Assert.Single(model.Requests).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAnalysis_counts_the_words_of_a_file()
    {
        var printed = await SampleProgram.RunAsync(new Dictionary<string, string>(), "dotnet", SampleProgram.Assembly("RunAnalysis"), Book);

        var words = (await File.ReadAllTextAsync(Book, TestContext.Current.CancellationToken)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), printed.Trim());
    }

    [Theory]
    [InlineData("AskDocuments")]
    [InlineData("RunAnalysis")]
    public void A_sample_has_less_than_twenty_lines(string name) =>
        Assert.InRange(File.ReadAllLines(SampleProgram.PathOf(name, "Program.cs")).Length, 1, 19);
}
