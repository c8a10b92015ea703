namespace Rlm.Documents;

/// <summary>
/// A sparse index of one text: at every <see cref="Stride"/> bytes, how many newlines and characters lie before. It grows
/// from the start of the text as that is read; nothing is read for it alone.
/// </summary>
/// <remarks>Safe to use from several threads: what two of them count at once is the same.</remarks>
internal sealed class TextMarks
{
    /// <summary>Bytes between two marks, for texts of up to 64 GiB.</summary>
    public const int DefaultStride = 1 << 20;

    /// <summary>Most marks of a text; of a larger one they are farther apart.</summary>
    public const int MaxMarks = 1 << 16;

    private readonly Lock _lock = new();
    private readonly List<TextCounts> _before = [default];
    private long? _words;
    private int _told;

    /// <param name="length">Length of the text in bytes.</param>
    /// <param name="stride">Bytes between two marks.</param>
    /// <param name="windowBytes">Bytes that are read at once.</param>
    public TextMarks(long length, long? stride = null, int windowBytes = TextWindows.DefaultBytes)
    {
        Length = length;
        Stride = stride ?? StrideOf(length);
        WindowBytes = windowBytes;
    }

    /// <summary>Length of the text in bytes.</summary>
    public long Length { get; }

    /// <summary>Bytes between two marks.</summary>
    public long Stride { get; }

    /// <summary>Bytes that are read at once.</summary>
    public int WindowBytes { get; }

    /// <summary>How many pieces of <see cref="Stride"/> bytes the text has; the last may be shorter.</summary>
    public int Pieces => PiecesOf(Length, Stride);

    /// <summary>Told when so much has become known that it is worth to be kept; on the thread that counted.</summary>
    public Action<TextMarks>? Grown { get; init; }

    /// <summary>Bytes that must have become known to be worth it, before all is.</summary>
    public long WorthBytes { get; init; } = long.MaxValue;

    /// <summary>Words of the whole text, or null as long as nobody counted them.</summary>
    public long? Words
    {
        get
        {
            lock (_lock)
            {
                return _words;
            }
        }
    }

    /// <summary>The distance of marks in a text.</summary>
    public static long StrideOf(long length)
    {
        long stride = DefaultStride;
        while (PiecesOf(length, stride) > MaxMarks)
        {
            stride *= 2;
        }

        return stride;
    }

    public static int PiecesOf(long length, long stride) => (int)Math.Min(int.MaxValue, (length / stride) + (length % stride == 0 ? 0 : 1));

    /// <summary>Takes in what was counted before, from the start on.</summary>
    /// <param name="pieces">What lies in each piece; as many as were counted.</param>
    /// <param name="words">Words of the whole text, or null.</param>
    public void Restore(IEnumerable<TextCounts> pieces, long? words)
    {
        lock (_lock)
        {
            foreach (var piece in pieces)
            {
                _before.Add(_before[^1] + piece);
            }

            (_told, _words) = (_before.Count, words);
        }
    }

    /// <summary>Where the piece that begins here ends.</summary>
    public long EndOf(long start) => Math.Min(Length, start + Stride);

    /// <summary>Whether what lies before a place can be told by reading less than one piece.</summary>
    public bool KnowsTo(long position)
    {
        lock (_lock)
        {
            return _before.Count > Pieces || position <= _before.Count * Stride;
        }
    }

    /// <summary>The last mark at or before a place.</summary>
    public (long Position, TextCounts Before) At(long position)
    {
        lock (_lock)
        {
            var mark = position >= Length ? _before.Count - 1 : (int)Math.Min(_before.Count - 1, position / Stride);
            return Mark(mark);
        }
    }

    /// <summary>The last mark before which there are fewer than so many.</summary>
    public (long Position, TextCounts Before) Before(TextUnit unit, long count)
    {
        lock (_lock)
        {
            int low = 0, high = _before.Count - 1;
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                if (_before[middle][unit] < count)
                {
                    low = middle;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return Mark(low);
        }
    }

    /// <summary>What lies in each piece, as many as were counted, and the words when they are known.</summary>
    public (TextCounts[] Pieces, long? Words) Keep()
    {
        lock (_lock)
        {
            var pieces = new TextCounts[_before.Count - 1];
            for (var i = 0; i < pieces.Length; i++)
            {
                pieces[i] = _before[i + 1] - _before[i];
            }

            return (pieces, _words);
        }
    }

    /// <summary>Takes in what was counted in the piece that begins here; one that is known, or too far ahead, is nothing new.</summary>
    public void Add(long start, TextCounts piece)
    {
        lock (_lock)
        {
            if (_before.Count <= Pieces && start == Mark(_before.Count - 1).Position)
            {
                _before.Add(_before[^1] + piece);
            }
        }
    }

    /// <summary>The reading ended, for now.</summary>
    public void Rest()
    {
        lock (_lock)
        {
            if (_before.Count == _told || (_before.Count <= Pieces && (_before.Count - _told) * Stride < WorthBytes))
            {
                return;
            }

            _told = _before.Count;
        }

        Grown?.Invoke(this);
    }

    /// <summary>Takes in how many words the whole text has.</summary>
    public void AddWords(long words)
    {
        lock (_lock)
        {
            if (_words is null)
            {
                (_words, _told) = (words, 0);
            }
        }
    }

    private (long Position, TextCounts Before) Mark(int mark) => (Math.Min(Length, mark * Stride), _before[mark]);
}
