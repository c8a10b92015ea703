using Rlm.Wasm.Compilation;

namespace Rlm.Server.Components.Telling;

/// <summary>Code that was tried.</summary>
/// <param name="Number">From 1.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Code">Rust.</param>
/// <param name="Fate">What came of it.</param>
/// <param name="Diagnostics">What is wrong with it, by line.</param>
/// <param name="Error">What is wrong with it as a text, for events without lines; or null.</param>
public sealed record AttemptView(int Number, AttemptAuthor By, string Code, AttemptFate Fate, IReadOnlyList<Diagnostic> Diagnostics, string? Error);

/// <summary>Who wrote code.</summary>
public enum AttemptAuthor
{
    /// <summary>The root model, in its reply.</summary>
    Root,

    /// <summary>The coder model, to an intent in words.</summary>
    Coder,

    /// <summary>The coder model, to mend what did not compile.</summary>
    Mender,
}

/// <summary>What came of code.</summary>
public enum AttemptFate
{
    /// <summary>It is being compiled or run.</summary>
    Open,

    /// <summary>It did not compile.</summary>
    NotCompiled,

    /// <summary>It compiled, and failed when it ran.</summary>
    Failed,

    /// <summary>It compiled and ran.</summary>
    Ran,
}
