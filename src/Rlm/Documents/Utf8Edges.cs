namespace Rlm.Documents;

/// <summary>Where characters begin and end in UTF-8 that is cut into windows.</summary>
internal static class Utf8Edges
{
    /// <summary>The length of the longest prefix that does not end inside a character. At most 3 bytes are left over.</summary>
    /// <remarks>Bytes that are no UTF-8 count as complete, so that invalid text makes progress too.</remarks>
    public static int CompleteLength(ReadOnlySpan<byte> utf8)
    {
        for (var back = 1; back <= 3 && back <= utf8.Length; back++)
        {
            var lead = utf8[^back];
            if (!IsContinuation(lead))
            {
                return SequenceLength(lead) > back ? utf8.Length - back : utf8.Length;
            }
        }

        return utf8.Length;
    }

    /// <summary>How many bytes at the start belong to a character that began before: 0 to 3.</summary>
    public static int ContinuationsAtStart(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        while (count < 3 && count < utf8.Length && IsContinuation(utf8[count]))
        {
            count++;
        }

        return count;
    }

    public static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    private static int SequenceLength(byte lead) => lead switch
    {
        >= 0xC2 and <= 0xDF => 2,
        >= 0xE0 and <= 0xEF => 3,
        >= 0xF0 and <= 0xF4 => 4,
        _ => 1,
    };
}
