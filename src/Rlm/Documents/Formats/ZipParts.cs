using System.IO.Compression;

namespace Rlm.Documents.Formats;

/// <summary>Looks at the sizes in a ZIP archive before a parser unpacks it.</summary>
internal static class ZipParts
{
    private const int MostParts = 100_000;

    /// <summary>Bytes that all parts may unpack to; what is read row by row is only time.</summary>
    private const long StreamedBytes = 16L << 30;

    /// <param name="stream">The archive; left at its start.</param>
    /// <param name="isStreamed">Whether a part is read piece by piece, so that its size takes no memory.</param>
    /// <exception cref="NotConvertedException">It unpacks to more than is held in memory.</exception>
    /// <remarks>.NET unpacks no entry beyond the size that is declared, so that what is declared is a bound.</remarks>
    public static void CheckSize(Stream stream, Func<string, bool> isStreamed)
    {
        stream.Position = 0;
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            var (held, streamed) = (0L, 0L);
            if (zip.Entries.Count > MostParts)
            {
                throw NotConvertedException.TooLarge($"it is an archive of more than {MostParts:N0} parts, as no program makes one.");
            }

            foreach (var entry in zip.Entries)
            {
                var length = entry.Length < 0 ? long.MaxValue / 4 : Math.Min(entry.Length, long.MaxValue / 4);
                (held, streamed) = isStreamed(entry.FullName) ? (held, streamed + length) : (held + length, streamed);
                if (held > ConversionLimits.ParsedBytes || streamed > StreamedBytes)
                {
                    throw NotConvertedException.TooLarge(
                        $"it unpacks to more than {(held > ConversionLimits.ParsedBytes ? ConversionLimits.ParsedBytes : StreamedBytes):N0} bytes, as an archive made to fill memory does. Export what you need as text and name that.");
                }
            }
        }

        stream.Position = 0;
    }
}
