using System.Globalization;

namespace Rlm.Bench.Measures.Loop;

/// <summary>What a model says, turn by turn: cheap commands, so that the time is the loop's own.</summary>
/// <param name="Name">What the steps do.</param>
/// <param name="Step">The reply of the turn with a number, from 0. No two are the same: the loop ends a run that goes in circles.</param>
internal sealed record LoopScript(string Name, Func<int, string> Step)
{
    private const string Turn =
        """
        pub fn analyze(input: &str) -> String { input.split_whitespace().rev().collect::<Vec<_>>().join(" ") }
        """;

    public static IReadOnlyList<LoopScript> All { get; } =
    [
        new("`slice` of 300 characters", i => Json($$"""{"op":"slice","start":{{i * 100}},"end":{{i * 100 + 300}}}""")),
        new("`set` and `get`", i => Json($$"""{"op":"set","name":"v{{i % 10}}","value":"value {{i}}"}""") + "\n" + Json($$"""{"op":"get","name":"v{{i % 10}}"}""")),
        new("`lines`, shown whole", i => Json($$"""{"op":"lines","start":{{i * 10}},"end":{{i * 10 + 60}}}""")),
        new("cached `rust_wasm` over a small variable", i =>
            Json($$"""{"op":"set","name":"v{{i % 10}}","value":"{{i}} is in a small text of some words"}""") + "\n" +
            Json($$"""{"op":"rust_wasm","on":"v{{i % 10}}","store":"n{{i % 10}}"}""") + $"\n```rust\n{Turn}\n```"),
    ];

    /// <summary>So many steps, and the answer.</summary>
    public IReadOnlyList<string> Replies(int steps) =>
        [.. Enumerable.Range(0, steps).Select(Step), """{"op":"final","answer":"done"}"""];

    private static string Json(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
