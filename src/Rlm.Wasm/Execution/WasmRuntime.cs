using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>
/// The one Wasmtime engine of the process. Native code is only valid for an engine of the same version and settings,
/// so both are part of every cache key through <see cref="Fingerprint"/>.
/// </summary>
internal static class WasmRuntime
{
    /// <summary>
    /// The stack of compiled WebAssembly. It must fit in the threads that run it; see <see cref="GuestThreads"/>.
    /// </summary>
    private const int WasmStackBytes = 2 << 20;

    private static readonly Lazy<Engine> LazyEngine = new(Create);

    public static Engine Engine => LazyEngine.Value;

    /// <summary>Names everything that decides whether native code may be reused.</summary>
    public static string Fingerprint { get; } =
        $"wasmtime {typeof(Engine).Assembly.GetName().Version} {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} fuel epoch simd stack={WasmStackBytes} 3";

    private static Engine Create() => new(new Config()
        .WithFuelConsumption(true)
        .WithEpochInterruption(true)
        .WithMaximumStackSize(WasmStackBytes)
        .WithOptimizationLevel(OptimizationLevel.Speed)
        .WithWasmThreads(false)
        .WithMemory64(false)
        .WithMultiMemory(false)
        .WithRelaxedSIMD(false, false)

        // What the limits of a store do not bound, or rustc does not use.
        .WithTailCalls(false)
        .WithWideArithmetic(false)
        .WithComponentModel(false)
        .WithGc(false)
        .WithFunctionReferences(false)
        .WithExceptions(false)
        .WithCraneliftNaNCanonicalization(true));
}
