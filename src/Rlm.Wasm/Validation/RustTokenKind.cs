namespace Rlm.Wasm.Validation;

/// <summary>What a <see cref="RustToken"/> is.</summary>
internal enum RustTokenKind
{
    /// <summary>A name or keyword.</summary>
    Identifier,

    /// <summary><c>r#name</c>: never a keyword, and the same name as <c>name</c>.</summary>
    RawIdentifier,

    /// <summary><c>'name</c>.</summary>
    Lifetime,

    /// <summary><c>'x'</c>.</summary>
    Char,

    /// <summary><c>b'x'</c>.</summary>
    Byte,

    /// <summary><c>"…"</c>, <c>b"…"</c> and <c>c"…"</c>, with escapes.</summary>
    String,

    /// <summary><c>r#"…"#</c>, <c>br#"…"#</c> and <c>cr#"…"#</c>, without escapes.</summary>
    RawString,

    /// <summary>A whole number with its suffix.</summary>
    Integer,

    /// <summary>A number with a point or an exponent, and its suffix.</summary>
    Float,

    /// <summary>An operator or a bracket, the longest that fits.</summary>
    Punctuation,

    /// <summary>A comment that is no documentation.</summary>
    Comment,

    /// <summary><c>///</c> and <c>/** */</c>, which document what follows.</summary>
    OuterDoc,

    /// <summary><c>//!</c> and <c>/*! */</c>, which document what they stand in.</summary>
    InnerDoc,

    /// <summary>What is no token of Rust, or not one that an analysis needs; always a problem too.</summary>
    Invalid,
}
