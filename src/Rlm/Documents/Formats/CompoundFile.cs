using System.Buffers.Binary;
using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>The names in a compound file, which tell what it is ([MS-CFB]). Nothing else of it is read.</summary>
internal static class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int EntryBytes = 128;
    private const int MostSectors = 256;
    private const int TableStart = 76;
    private const int TablesInHeader = 109;

    /// <summary>Names of streams and folders; those that damage hides are missing.</summary>
    public static HashSet<string> Names(Stream stream)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var header = new byte[HeaderBytes];
        stream.Position = 0;
        var shift = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes ? 0 : header[30];
        if (shift is not (9 or 12))
        {
            return names;
        }

        var sector = new byte[1 << shift];
        var next = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        for (var count = 0; count < MostSectors && Read(stream, next, sector); count++)
        {
            for (var at = 0; at < sector.Length; at += EntryBytes)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(at + 64)) - 2;
                if (length is > 0 and <= 62)
                {
                    names.Add(Encoding.Unicode.GetString(sector, at, length));
                }
            }

            next = Following(stream, header, next, sector.Length);
        }

        return names;
    }

    private static uint Following(Stream stream, byte[] header, uint sector, int sectorBytes)
    {
        const uint none = uint.MaxValue;
        var perTable = (uint)sectorBytes / sizeof(uint);
        if (sector / perTable >= TablesInHeader)
        {
            return none;
        }

        var table = new byte[sectorBytes];
        var at = TableStart + ((int)(sector / perTable) * sizeof(uint));
        return Read(stream, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at)), table)
            ? BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan((int)(sector % perTable) * sizeof(uint)))
            : none;
    }

    private static bool Read(Stream stream, uint sector, byte[] into)
    {
        var position = (sector + 1L) * into.Length;
        if (position > stream.Length - into.Length)
        {
            return false;
        }

        stream.Position = position;
        return stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;
    }
}
