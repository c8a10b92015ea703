namespace Rlm.Documents;

/// <summary>Names common files that are not text, so that a person learns what to do with them.</summary>
internal static class FileSignature
{
    /// <summary>What the file is and how to get its text, or null when its first bytes are of no known kind.</summary>
    public static string? Find(ReadOnlySpan<byte> head) => head switch
    {
        _ when IsPdf(head) => "a PDF; turn it into text first (pdftotext)",
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] =>
            "a ZIP archive or an Office document; name a .zip to read what is in it, or turn the document into text first",
        [0x1F, 0x8B, ..] => "compressed with gzip; give it a name that ends with .gz",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "compressed with zstd; decompress it first (zstd -d)",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "compressed with xz; decompress it first (xz -d)",
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, ..] =>
            "compressed with bzip2; decompress it first (bzip2 -d)",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "a 7z archive; unpack it first",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG picture",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG picture",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF picture",
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "a program",
        [0, (byte)'a', (byte)'s', (byte)'m', ..] => "a WebAssembly module",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'E', ..] => "an encrypted Parquet file; export it as CSV or JSON first",
        _ when IsParquet(head) => "a Parquet file; export it as CSV or JSON first",
        _ when IsCompound(head) => "an Office document of before 2007, or an encrypted one; turn it into text first",
        _ when head.StartsWith("SQLite format 3\0"u8) => "an SQLite database; export its tables as CSV or JSON first",
        _ when IsTar(head) => "a tar archive; give it a name that ends with .tar",
        _ => null,
    };

    /// <summary>Whether the bytes begin a PDF, before which some programs write a mark or empty lines.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> head) =>
        head.TrimStart("\uFEFF\0 \t\r\n\f"u8).StartsWith("%PDF-"u8);

    public static bool IsParquet(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    /// <summary>Whether the bytes begin the container of Office before 2007.</summary>
    public static bool IsCompound(ReadOnlySpan<byte> head) => head is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..];

    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    public static bool IsZip(ReadOnlySpan<byte> head) =>
        head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    /// <summary>Whether the bytes begin a tar archive of any kind but the oldest.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head) => head.Length >= 262 && head.Slice(257, 5).SequenceEqual("ustar"u8);
}
