namespace Rlm.Documents.Formats;

/// <summary>A document cannot become text. Never leaves <see cref="DocumentConverter"/>, which makes it a value.</summary>
internal sealed class NotConvertedException(Ingested refused) : Exception(refused.Detail)
{
    public Ingested Refused { get; } = refused;

    /// <param name="detail">What it is and what to do, as the rest of a sentence about it without its period.</param>
    public static NotConvertedException NoText(string detail) => new(Ingested.NoText(detail));

    /// <param name="detail">What is too much and what to do; a sentence's rest with its period.</param>
    public static NotConvertedException TooLarge(string detail) =>
        new(Ingested.Refused(LeftOutReason.TooLarge, DocumentProblemCode.TooLarge, detail));
}
