namespace Rlm.Wasm.Tests;

/// <summary>For tests that measure the whole process or a bound on time: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
