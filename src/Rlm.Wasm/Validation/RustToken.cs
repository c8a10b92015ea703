namespace Rlm.Wasm.Validation;

/// <summary>One token of a source; between two tokens there is only white space.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first UTF-16 unit.</param>
/// <param name="End">Offset behind its last UTF-16 unit.</param>
/// <param name="Position">Line and column of its start.</param>
internal readonly record struct RustToken(RustTokenKind Kind, int Start, int End, SourcePosition Position)
{
    /// <summary>Whether the token is left out when the source is read as code.</summary>
    public bool IsComment => Kind is RustTokenKind.Comment or RustTokenKind.OuterDoc or RustTokenKind.InnerDoc;

    /// <summary>Whether the token is a name, raw or not.</summary>
    public bool IsName => Kind is RustTokenKind.Identifier or RustTokenKind.RawIdentifier;
}
