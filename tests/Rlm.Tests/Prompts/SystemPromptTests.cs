using Rlm.Commands;
using Rlm.Documents;
using Rlm.Prompts;
using Rlm.Runs;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;

namespace Rlm.Tests.Prompts;

public sealed class SystemPromptTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Only_what_is_available_is_mentioned(bool compiler, bool subModel)
    {
        var prompt = await BuildAsync(compiler ? Sandbox.Prompts : Sandbox.NoPrompts, subModel);
        Assert.Equal(compiler, prompt.Contains("rust_wasm", StringComparison.Ordinal));
        Assert.Equal(compiler, prompt.Contains("fn analyze", StringComparison.Ordinal));
        Assert.Equal(!compiler, prompt.Contains("No Rust compiler is installed", StringComparison.Ordinal));
        Assert.Equal(subModel, prompt.Contains("llm_query", StringComparison.Ordinal));
        foreach (var command in CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration).Where(d => d.Need == CommandNeed.None))
        {
            Assert.Contains($"- {command.Example} {command.Summary}\n", prompt);
        }
    }

    [Fact]
    public async Task Switched_off_analyses_are_not_mentioned_although_there_is_a_compiler()
    {
        var prompt = await BuildAsync(new PromptBuilder(new RustCompiler(Sandbox.Locator, new CompilerOptions()), new ExecutionOptions(), enabled: false), false);
        Assert.DoesNotContain("rust_wasm", prompt);
        Assert.Contains("switched off", prompt);
    }

    [Fact]
    public async Task Every_example_of_how_to_reply_can_be_read()
    {
        foreach (var prompts in new[] { Sandbox.Prompts, Sandbox.NoPrompts })
        {
            var prompt = await BuildAsync(prompts, false);
            var reply = prompt[prompt.IndexOf("\n{\"op\"", StringComparison.Ordinal)..prompt.IndexOf("\n## Commands", StringComparison.Ordinal)];
            var reading = Rlm.Replies.ReplyReader.Read(reply);
            Assert.Equal("final_var", reading.Commands[^1].Op);
            Assert.Empty(reading.Problems);
            Assert.All(reading.Commands, c => Assert.NotNull(CommandCatalog.BuiltIn.Find(c.Op)));
        }
    }

    [Fact]
    public async Task The_limits_in_force_are_told()
    {
        var prompt = await BuildAsync(new PromptBuilder(new RustCompiler(Sandbox.Locator, new CompilerOptions()), new ExecutionOptions { Timeout = TimeSpan.FromSeconds(77) }), false);
        Assert.Contains("You have 13 turns", prompt);
        Assert.Contains("at most 2,345 characters", prompt);
        Assert.Contains("At most 77 s", prompt);
        Assert.Contains("`regex`", prompt);
        var asking = (await PromptForms.BuildAsync("full")).Text;
        Assert.Contains("in the whole run, however they are asked: at most 100.", asking);
        Assert.Contains("Runs inside runs: 2 deep.", asking);
    }

    [Fact]
    public async Task No_place_is_left_open()
    {
        foreach (var form in PromptForms.Names)
        {
            Assert.DoesNotMatch(
                @"\{(why|reply|commands|rust|iterations|limits|documents|example|examples|ask|in_code|crates|timeout)\}",
                (await PromptForms.BuildAsync(form, null, ("a.txt", "x"))).Text);
        }
    }

    [Fact]
    public async Task Runs_inside_runs_are_offered_only_where_one_can_begin()
    {
        Assert.Contains("rlm_query", (await PromptForms.BuildAsync("full")).Text);
        Assert.DoesNotContain("rlm_query", (await PromptForms.BuildAsync("no_sub_model")).Text);
        Assert.DoesNotContain("in the whole run", (await PromptForms.BuildAsync("no_sub_model")).Text);
    }

    [Fact]
    public async Task Tools_are_named_without_their_json() =>
        Assert.DoesNotContain("{\"op\"", (await PromptForms.BuildAsync("tools")).Text);

    [Fact]
    public async Task What_documents_hold_cannot_fill_the_places_of_the_prompt()
    {
        var prompt = await BuildAsync(Sandbox.NoPrompts, false, ("a.txt", "{commands} {documents} {rust}\n"));
        Assert.Contains("| {commands} {documents} {rust}\n", prompt + "\n");
    }

    [Fact]
    public void The_hash_is_that_of_the_text() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", new SystemPrompt("abc").Hash);

    internal static async Task<string> BuildAsync(PromptBuilder prompts, bool subModel, params (string Name, string Text)[] documents)
    {
        using var set = DocumentSet.Of(documents.Select(d => (d.Name, Text.FromText(d.Text))));
        var request = new PromptRequest(CommandCatalog.BuiltIn, set, new RunLimits { MaxIterations = 13, OutputLimit = 2_345 }) { HasSubModel = subModel };
        return (await prompts.BuildAsync(request, TestContext.Current.CancellationToken)).Text;
    }
}
