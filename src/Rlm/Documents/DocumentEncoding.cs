namespace Rlm.Documents;

/// <summary>How a document was written before it became UTF-8.</summary>
public enum DocumentEncoding
{
    /// <summary>UTF-8, with or without a byte-order mark (which is not part of the text).</summary>
    Utf8,

    /// <summary>UTF-8 with bytes that are none; each damaged place became U+FFFD.</summary>
    DamagedUtf8,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>UTF-32, low byte first, with a byte-order mark.</summary>
    Utf32LittleEndian,

    /// <summary>UTF-32, high byte first, with a byte-order mark.</summary>
    Utf32BigEndian,

    /// <summary>Windows-1252, of which Latin-1 is a part: one byte a character.</summary>
    Windows1252,
}
