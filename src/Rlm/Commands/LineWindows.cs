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
    private bool _isThere;

    /// <summary>The window; valid until the next <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _isThere ? _windows.Bytes : default;

    /// <summary>The window's characters; valid until the next call or <see cref="Next"/>.</summary>
    public ReadOnlySpan<char> Decode() => Decode(0, Bytes.Length);

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
        _isThere = false;
        if (IsTooLong || !_windows.Next())
        {
            return false;
        }

        if (_windows.LineContinues)
        {
            IsTooLong = true;
            return false;
        }

        _isThere = true;
        return true;
    }

    /// <summary>The characters of some of the window's lines; valid until the next call or <see cref="Next"/>.</summary>
    public ReadOnlySpan<char> Decode(int start, int end)
    {
        var bytes = Bytes[start..end];
        if (_buffer.Length < bytes.Length)
        {
            Return();
            _buffer = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, (int)Math.Min(text.Length, TextWindows.DefaultBytes)));
        }

        return _buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, _buffer));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _isThere = false;
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
