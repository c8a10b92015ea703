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

    /// <summary>Told when the last piece, or after that the words, have become known; on the thread that counted.</summary>
    public Action<TextMarks>? Grown { get; init; }

    /// <summary>Whether all of the text was counted.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _before.Count > Pieces;
            }
        }
    }

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

    /// <summary>Marks that were counted before.</summary>
    /// <param name="length">Length of the text in bytes.</param>
    /// <param name="pieces">What lies in each piece.</param>
    /// <param name="words">Words of the whole text, or null.</param>
    /// <param name="grown">See <see cref="Grown"/>.</param>
    public static TextMarks Of(long length, IEnumerable<TextCounts> pieces, long? words, Action<TextMarks>? grown)
    {
        var marks = new TextMarks(length) { Grown = grown };
        foreach (var piece in pieces)
        {
            marks._before.Add(marks._before[^1] + piece);
        }

        marks._words = words;
        return marks;
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

    /// <summary>What lies in each piece; for a text that was counted as a whole.</summary>
    public TextCounts[] InPieces()
    {
        lock (_lock)
        {
            var pieces = new TextCounts[_before.Count - 1];
            for (var i = 0; i < pieces.Length; i++)
            {
                pieces[i] = _before[i + 1] - _before[i];
            }

            return pieces;
        }
    }

    /// <summary>Takes in what was counted in the piece that begins here; one that is known, or too far ahead, is nothing new.</summary>
    public void Add(long start, TextCounts piece)
    {
        bool complete;
        lock (_lock)
        {
            if (_before.Count > Pieces || start != Mark(_before.Count - 1).Position)
            {
                return;
            }

            _before.Add(_before[^1] + piece);
            complete = _before.Count > Pieces;
        }

        if (complete)
        {
            Grown?.Invoke(this);
        }
    }

    /// <summary>Takes in how many words the whole text has.</summary>
    public void AddWords(long words)
    {
        lock (_lock)
        {
            if (_words == words)
            {
                return;
            }

            _words = words;
        }

        Grown?.Invoke(this);
    }

    private (long Position, TextCounts Before) Mark(int mark) => (Math.Min(Length, mark * Stride), _before[mark]);
}
