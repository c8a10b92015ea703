using Rlm.Wasm.Resources;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>The generated crate root around an author's module. Everything else is in the prebuilt guest crate.</summary>
internal static class EntryTemplate
{
    /// <summary>Name of the author's file; the guest's panic hook knows it too.</summary>
    public const string AnalysisFile = "analysis.rs";

    public const string EntryFile = "entry.rs";

    private const string Merge =
        """
        #[no_mangle]
        pub extern "C" fn rlm_merge() {
            use ::rlm::render::*;
            ::rlm::abi::finish((&&&&&&Returned::new(crate::analysis::merge(::rlm::input::parts()))).render());
        }
        """;

    /// <summary>The names that a linked crate adds to the prelude.</summary>
    private static readonly Dictionary<string, string> CratePreludes = new(StringComparer.Ordinal)
    {
        ["regex"] = "pub use ::regex::{Captures, Regex, RegexBuilder, RegexSet};",
        ["serde_json"] = "pub use ::serde_json::{json, Value};",
    };

    private static readonly string Source = GuestResources.ReadText("guest/template/entry.rs");

    public static string Render(AnalysisSignature signature) => Source
        .Replace("{prelude}", string.Join("\n    ", signature.Crates.Select(c => CratePreludes[c])), StringComparison.Ordinal)
        .Replace("{user_code}", "mod analysis;", StringComparison.Ordinal)
        .Replace("{arguments}", string.Join(", ", signature.Parameters.Select((_, i) => $"unsafe {{ ::rlm::input::input({i}) }}")), StringComparison.Ordinal)
        .Replace("{merge}", signature.HasMerge ? Merge : string.Empty, StringComparison.Ordinal);
}
