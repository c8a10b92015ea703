using System.Buffers;
using System.Text;
using Rlm.Documents;

namespace Rlm.Commands;

/// <summary>The characters of a text in windows of whole lines: small ones, and one of its own for each very long line.</summary>
internal sealed class LineWindows(Text text, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Bytes of the longest line that is looked at. JSON in one line is often some megabytes long.</summary>
    public const int MaxLineBytes = 64 << 20;

    private readonly TextWindows _windows = new(text, cancellationToken) { MaxLineBytes = MaxLineBytes };
    private char[] _buffer = [];
    private int _length;

    /// <summary>The window; valid until the next <see cref="Next"/>.</summary>
    public ReadOnlySpan<char> Characters => _buffer.AsSpan(0, _length);

    /// <summary>Number of the line in which the window begins, from 0.</summary>
    public long Line => _windows.Line;

    /// <summary>Where in the text the window begins, in bytes.</summary>
    public long Position => _windows.Position;

    /// <summary>True when the windows ended at a line that is longer than <see cref="MaxLineBytes"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What a command says of a text with a line that is too long.</summary>
    public static CommandOutcome TooLong(string op) => CommandOutcome.Failed(
        "too_long",
        $"{op} looks at whole lines of up to {MaxLineBytes >> 20} MiB, and the text has a longer one. Use rust_wasm, which reads it as it likes.");

    /// <summary>Reads the next window.</summary>
    /// <returns>False at the end, and at a line that is too long.</returns>
    public bool Next()
    {
        _length = 0;
        if (IsTooLong || !_windows.Next())
        {
            return false;
        }

        if (_windows.LineContinues)
        {
            IsTooLong = true;
            return false;
        }

        var bytes = _windows.Bytes;
        if (_buffer.Length < bytes.Length)
        {
            Return();
            _buffer = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, (int)Math.Min(text.Length, TextWindows.DefaultBytes)));
        }

        _length = Encoding.UTF8.GetChars(bytes, _buffer);
        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _length = 0;
        _windows.Dispose();
        Return();
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
