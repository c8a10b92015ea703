using Rlm.Testing;

namespace Rlm.Tests.Prompts;

/// <summary>
/// The prompts as they are, in files, so that a change of a word is seen. RLM_WRITE_SNAPSHOTS=1 writes the files anew.
/// </summary>
public sealed class PromptSnapshotTests
{
    public static TheoryData<string> Forms => [.. PromptForms.Names];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_prompt_is_as_it_was_seen_last(string form)
    {
        var prompt = PromptForms.Plain(await PromptForms.BuildAsync(form, null, ("notes.txt", "first\nsecond\n")));
        var path = Repository.PathOf("tests", "Rlm.Tests", "Prompts", "Snapshots", $"{form}.txt");
        if (Environment.GetEnvironmentVariable("RLM_WRITE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, prompt, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), prompt);
    }

    [Theory]
    [InlineData("full", 3_000)]
    [InlineData("tools", 3_000)]
    [InlineData("no_compiler", 2_000)]
    [InlineData("small", 1_200)]
    [InlineData("small_no_compiler", 1_200)]
    [InlineData("small_tools", 1_200)]
    public async Task A_prompt_stays_short(string form, int most)
    {
        var tokens = PromptForms.Tokens(await PromptForms.BuildAsync(form));
        TestContext.Current.SendDiagnosticMessage($"{form}: {tokens} tokens");
        Assert.InRange(tokens, most / 4, most - 1);
    }
}
