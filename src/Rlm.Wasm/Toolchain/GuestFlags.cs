namespace Rlm.Wasm.Toolchain;

/// <summary>
/// The flags that shape the guest crate, the crates and every analysis. They are in one place because code that is
/// compiled with different ones may not be linked together, and because they are part of every cache key.
/// </summary>
internal static class GuestFlags
{
    /// <summary>What everything is compiled for.</summary>
    public const string Target = "wasm32-unknown-unknown";

    /// <summary>Edition of the guest crate and of analyses.</summary>
    public const string Edition = "2021";

    /// <summary>
    /// A panic ends the analysis, so nothing unwinds. <c>usize</c> has 32 bits, so an overflow must be an error and
    /// never a wrong number. Searching text is what analyses do, and vectors make it fast. Every call pays for both meters
    /// once more, so more is inlined than the default of 250 allows: a sixth less work for a tenth more code.
    /// </summary>
    public static IReadOnlyList<string> Codegen { get; } =
        ["-Copt-level=3", "-Cpanic=abort", "-Coverflow-checks=on", "-Ctarget-feature=+simd128", "-Cllvm-args=-inline-threshold=600"];

    /// <summary>
    /// What a crate compiled for a type of the standard library, others link instead of compiling it again. Analyses use a few
    /// types again and again, and the guest crate has them (its <c>instances.rs</c>). The compiler's makers do the same for
    /// programs that are not optimised.
    /// </summary>
    private const string Sharing = "-Zshare-generics=yes";

    /// <summary>A stable compiler takes flags that are not promised for ever, such as <see cref="Sharing"/>, only with this.</summary>
    public static (string Name, string Value) UnstableFlags { get; } = ("RUSTC_BOOTSTRAP", "1");

    /// <summary>
    /// For the crates: as <see cref="Codegen"/> without the inlining. Most of what they are is not in any loop, and all of it is
    /// compiled to native code in every module that uses them.
    /// </summary>
    public static IReadOnlyList<string> Crates { get; } =
        [.. Codegen.Where(flag => !flag.Contains("inline", StringComparison.Ordinal)), Sharing];

    /// <summary>For a standard library that is built here: as <see cref="Codegen"/>, but as the official ones without
    /// overflow checks of its own. The checks that matter are compiled into the caller.</summary>
    public static IReadOnlyList<string> StandardLibrary { get; } =
        [.. Codegen.Where(flag => !flag.Contains("overflow", StringComparison.Ordinal))];

    /// <summary>All that is passed to <c>rustc</c> itself, to compile a guest crate or an analysis.</summary>
    public static IReadOnlyList<string> Rustc { get; } = ["--target", Target, "--edition", Edition, .. Codegen, Sharing];

    /// <summary>One text that changes when any of them does.</summary>
    public static string Key { get; } = string.Join(' ', Rustc);
}
