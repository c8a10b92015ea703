namespace Rlm.Schemas;

/// <summary>A place of an answer that is not as its schema says.</summary>
/// <param name="Path">Where: <c>$</c> is the whole answer, <c>$.items[2].price</c> a part of it.</param>
/// <param name="Message">What must be there and what is, for a model or a person: <c>must be a number, is the text "12"</c>.</param>
public sealed record SchemaViolation(string Path, string Message)
{
    /// <summary>Path and message in one line.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
