using Rlm.Documents;

namespace Rlm.Tests.Commands;

public sealed class EndAndAskCommandsTests
{
    [Fact]
    public async Task Final_expands_and_is_not_cut()
    {
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", "x\n"));
        bench.Variables.TrySet("n", Text.FromText(new string('x', 1_000)));
        Assert.Equal(1_004, (await bench.ShowAsync("""{"op":"final","answer":"n = ${n}"}""")).Length);
        Assert.Equal("42", await bench.ShowAsync("""{"op":"final","answer":42}"""));
    }

    [Fact]
    public async Task Final_var_gives_the_variable_without_its_last_newline()
    {
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", "x\ny\n"));
        Assert.Equal("x\ny", await bench.ShowAsync("""{"op":"final_var","name":"a.txt"}"""));
        Assert.Equal("x\ny", await bench.ShowAsync("""{"op":"final_var","name":"${context}"}"""));
        await bench.FailAsync("""{"op":"final_var","name":"nothing"}""", "unknown_variable");
    }

    [Fact]
    public async Task Final_var_refuses_what_is_no_answer_any_more()
    {
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", new string('x', 2 << 20)));
        Assert.Contains("Reduce it", await bench.FailAsync("""{"op":"final_var","name":"context"}""", "output_too_large"));
    }

    [Fact]
    public async Task Without_a_sub_model_llm_query_names_other_ways()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        Assert.Contains("find", await bench.FailAsync("""{"op":"llm_query","prompt":"hello"}""", "not_configured"));
    }
}
