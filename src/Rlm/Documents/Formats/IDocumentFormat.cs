namespace Rlm.Documents.Formats;

/// <summary>One kind of file that becomes text.</summary>
internal interface IDocumentFormat
{
    /// <summary>What it is called in options and in what is told of a document.</summary>
    DocumentFormat Format { get; }

    /// <summary>Most bytes of a file; larger ones are named. Whoever holds a document in memory while it parses keeps this small.</summary>
    long MaxBytes { get; }

    /// <summary>Writes the text of a document.</summary>
    /// <param name="stream">The whole file, from its start; it can be sought in.</param>
    /// <param name="to">Takes what is found.</param>
    /// <exception cref="NotConvertedException">It holds nothing that can be had; any other exception is damage.</exception>
    void Convert(Stream stream, Conversion to);
}
