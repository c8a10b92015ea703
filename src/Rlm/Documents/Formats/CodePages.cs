using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Encodings of one and two bytes a character, which .NET brings but does not know of by itself.</summary>
internal static class CodePages
{
    // Workbooks and mail are decoded by their libraries, which ask the framework; it has to be told once for the process.
    static CodePages() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Makes sure that libraries find them.</summary>
    public static void Register() => _ = Get("windows-1252");

    /// <summary>The encoding of a name, or null when there is none. What is no character becomes U+FFFD.</summary>
    public static Encoding? Get(string name)
    {
        try
        {
            // UTF-7 can hide markup from whoever looks at bytes, and no page has it any more.
            return name.Equals("utf-7", StringComparison.OrdinalIgnoreCase) ? null : Encoding.GetEncoding(name);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
