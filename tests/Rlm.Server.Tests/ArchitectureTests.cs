using Rlm.Server.Runs;

namespace Rlm.Server.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_service_is_at_the_top_and_knows_no_engine()
    {
        var references = typeof(RunDesk).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.Equal(["Rlm", "Rlm.Wasm"], references.Where(n => n.StartsWith("Rlm", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(references, n => n.StartsWith("Wasmtime", StringComparison.Ordinal));
    }
}
