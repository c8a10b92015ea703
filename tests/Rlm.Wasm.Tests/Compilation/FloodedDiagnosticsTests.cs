namespace Rlm.Wasm.Tests.Compilation;

public sealed class FloodedDiagnosticsTests
{
    /// <summary>One error with a note for each of many places on one long line is one message of more than what is kept.</summary>
    [Fact]
    public async Task One_message_that_is_longer_than_what_is_kept_is_still_the_authors_mistake()
    {
        var variants = string.Concat(Enumerable.Range(0, 150).Select(i => $"A{i}=1,"));
        var source = $"pub fn analyze(i: &str) -> String {{ i.into() }}\nenum E {{ {variants} }} /* {new string('x', 60_000)} */";

        var error = (await Sandbox.Compiler.CompileAsync(source, TestContext.Current.CancellationToken)).Error!;

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.Equal(2, error.Line);
        Assert.Equal("E0081", error.Diagnostics![0].Code);
        Assert.Contains("discriminant", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1_000, error.Message);
    }
}
