using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class BypassTests
{
    [Fact]
    public async Task Small_documents_go_to_the_model_whole_and_the_result_says_so()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("<think>two</think>\n2\n")) { Limits = new RunLimits { BypassThreshold = 26 } };
        var result = await bench.ResultAsync();
        Assert.Equal(("2", true, 1), (result.Answer, result.Bypassed, result.Iterations));
        Assert.Contains("<document name=\"app.log\">\nok 1\nERROR 2", bench.Server.Requests[0].LastMessage);
    }

    [Fact]
    public async Task A_byte_more_does_not()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"}""")) { Limits = new RunLimits { BypassThreshold = 25 } };
        var result = await bench.ResultAsync();
        Assert.False(result.Bypassed);
    }
}
