using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Rlm.Documents.Formats;

/// <summary>The filters of the library, which unpack a stream as a whole, with a bound on what a stream unpacks to.</summary>
internal sealed class PdfFilters(Conversion to) : IFilterProvider
{
    /// <summary>Bytes that one stream may unpack to; the text of a page has some ten thousand.</summary>
    private const long MostBytes = 256L << 20;

    private readonly IFilterProvider _filters = DefaultFilterProvider.Instance;

    /// <summary>Whose document it is; what the library makes finds it here.</summary>
    public Conversion Conversion => to;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(_filters.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(_filters.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(_filters.GetAllFilters());

    private IReadOnlyList<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new BoundedFilter(filter, to))];

    private sealed class BoundedFilter(IFilter inner, Conversion to) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            to.Check();
            if (MostOf(input) > MostBytes)
            {
                throw NotConvertedException.TooLarge($"a part of it unpacks to more than {MostBytes:N0} bytes, as a file made to fill memory does. Convert it to text yourself and name that.");
            }

            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        /// <summary>A bound on what the input unpacks to; what cannot be large is not looked at.</summary>
        private long MostOf(Memory<byte> input)
        {
            const long deflate = 1_032, lzw = 2_731, runs = 64;
            return inner switch
            {
                FlateFilter when input.Length * deflate > MostBytes => Inflated(input),
                LzwFilter => input.Length * lzw,
                RunLengthFilter => input.Length * runs,
                _ => input.Length,
            };
        }

        private long Inflated(Memory<byte> input)
        {
            const int headerBytes = 2, windowBytes = 64 * 1024;
            var window = new byte[windowBytes];
            var length = 0L;
            using var deflated = new MemoryStream(input.ToArray(), headerBytes, input.Length - headerBytes);
            using var inflated = new DeflateStream(deflated, CompressionMode.Decompress);
            try
            {
                for (int read; length <= MostBytes && (read = inflated.Read(window)) > 0; length += read)
                {
                    to.Check();
                }
            }
            catch (InvalidDataException)
            {
                // Damage ends it for the library too, which keeps what came before.
            }

            return length;
        }
    }
}
