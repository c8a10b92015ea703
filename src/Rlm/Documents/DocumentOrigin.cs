namespace Rlm.Documents;

/// <summary>What a document was converted from.</summary>
/// <param name="Format">The format of the file.</param>
/// <param name="Pages">How many pages it has, or null where the format does not say.</param>
public sealed record DocumentOrigin(DocumentFormat Format, int? Pages)
{
    internal string Name => Format switch
    {
        DocumentFormat.Pdf => "PDF",
        DocumentFormat.Html => "HTML",
        DocumentFormat.Email => "e-mail",
        _ => Format.ToString(),
    };

    /// <summary>For a person, such as <c>from PDF, 12 pages</c>.</summary>
    public override string ToString() => Pages switch
    {
        null => $"from {Name}",
        1 => $"from {Name}, 1 page",
        _ => $"from {Name}, {Pages:N0} pages",
    };
}
