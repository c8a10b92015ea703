namespace Rlm.Documents.Formats;

/// <summary>HTML: what a reader of the page sees.</summary>
internal sealed class HtmlFormat : IDocumentFormat
{
    public DocumentFormat Format => DocumentFormat.Html;

    /// <summary>A page is held as UTF-16 while it is read, once by us and once by the tokenizer.</summary>
    public long MaxBytes => 128L << 20;

    public void Convert(Stream stream, Conversion to)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        HtmlText.Write(HtmlCharset.Decode(bytes), to);
        to.EndPart("", Format);
    }
}
