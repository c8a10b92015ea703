namespace Rlm.Highlighting;

/// <summary>A piece of one line of Rust.</summary>
/// <param name="Text">As it stands in the source.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct RustSpan(string Text, RustSpanKind Kind);

/// <summary>What an editor would colour alike.</summary>
internal enum RustSpanKind
{
    /// <summary>White space, brackets, operators and names of one's own.</summary>
    Plain,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A name that begins with a capital, or of a type that the language has.</summary>
    Type,

    /// <summary>A name that is called.</summary>
    Function,

    /// <summary>A macro's name with its mark.</summary>
    Macro,

    /// <summary>A string, a character or a byte.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A comment, documentation included.</summary>
    Comment,

    /// <summary>A lifetime.</summary>
    Lifetime,
}
