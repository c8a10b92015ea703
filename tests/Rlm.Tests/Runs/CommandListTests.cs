using Rlm.Commands;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Tests.Runs;

public sealed class CommandListTests
{
    [Fact]
    public async Task Commands_are_carried_out_in_order_up_to_an_answer()
    {
        var finished = await RunAsync(
            """
            {"op":"find","text":"b","store":"hits"}
            {"op":"count","on":"hits","store":"n"}
            {"op":"final_var","name":"n"}
            {"op":"len"}
            """);
        Assert.Equal(["find", "count", "final_var"], finished.Select(f => f.Op));
        Assert.Equal("2", finished[^1].Output);
        Assert.All(finished, f => Assert.True(f.Success));
    }

    [Fact]
    public async Task What_failed_does_not_end_the_list()
    {
        var finished = await RunAsync("""{"op":"count","on":"nowhere"} {"op":"count"} {"op":"llm_query","prompt":"x"}""");
        Assert.Equal(["unknown_variable", null, "not_configured"], finished.Select(f => f.ErrorCode));
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_event_that_failed()
    {
        var finished = await RunAsync("""{"op" "count"}""");
        Assert.Equal(("?", false, "not_understood"), (finished[0].Op, finished[0].Success, finished[0].ErrorCode));
    }

    [Fact]
    public async Task Without_a_compiler_all_but_analyses_work()
    {
        var finished = await RunAsync(
            """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.into() }"} {"op":"count"}""", Sandbox.NoRunner);
        Assert.Equal(["compiler_not_found", null], finished.Select(f => f.ErrorCode));
    }

    [Fact]
    public async Task Switched_off_analyses_are_refused_although_there_is_a_compiler()
    {
        var off = new Rlm.Analyses.AnalysisRunner(
            new Rlm.Wasm.Caching.ModuleCache(new Rlm.Wasm.Compilation.RustCompiler(Sandbox.Locator, new()), new()), new(new()), TimeProvider.System, enabled: false);
        var finished = await RunAsync("""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.into() }"}""", off);
        Assert.Contains("switched off", finished[0].Output);
    }

    private static async Task<List<CommandFinished>> RunAsync(string text, Rlm.Analyses.AnalysisRunner? analyses = null)
    {
        using var documents = DocumentSet.Of([("a.txt", Text.FromText("a\nb\nB\n"))]);
        var list = new CommandList(CommandCatalog.BuiltIn, analyses ?? Sandbox.Runner, new RunLimits(), TimeProvider.System);
        var finished = new List<CommandFinished>();
        await foreach (var one in list.RunAsync(text, documents, TestContext.Current.CancellationToken))
        {
            finished.Add(one);
        }

        return finished;
    }
}
