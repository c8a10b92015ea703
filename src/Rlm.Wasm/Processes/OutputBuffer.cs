using System.Buffers;
using System.Text;

namespace Rlm.Wasm.Processes;

/// <summary>Reads one output of a tool to its end and keeps a bounded part of it; <paramref name="onFull"/> hears when there is more.</summary>
internal sealed class OutputBuffer(int limit, OutputKeep keep, Action<string>? onLine, Action? onFull = null)
{
    private const int MaxLine = 4096;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private byte[] _older = [];

    public bool Truncated { get; private set; }

    public async Task ReadAsync(Stream stream)
    {
        var chunk = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk).ConfigureAwait(false)) > 0;)
            {
                Keep(chunk.AsSpan(0, read));
                if (Truncated)
                {
                    onFull?.Invoke();
                }

                if (onLine is not null)
                {
                    Split(chunk.AsSpan(0, read), onLine);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed on us when the tool was killed: what came before counts.
        }

        if (onLine is not null && _line.WrittenCount > 0)
        {
            Flush(onLine);
        }
    }

    public ReadOnlyMemory<byte> ToMemory()
    {
        var newer = _kept.WrittenSpan;
        if (keep == OutputKeep.Head || _older.Length == 0)
        {
            return newer.ToArray();
        }

        byte[] all = [.. _older, .. newer];
        return all.AsMemory(Math.Max(0, all.Length - limit));
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (keep == OutputKeep.Head)
        {
            var room = Math.Min(bytes.Length, limit - _kept.WrittenCount);
            _kept.Write(bytes[..room]);
            Truncated |= room < bytes.Length;
            return;
        }

        _kept.Write(bytes);
        if (_kept.WrittenCount >= limit)
        {
            // Two generations: the last `limit` bytes are always in the older and the newer together.
            Truncated |= _older.Length > 0 || _kept.WrittenCount > limit;
            _older = _kept.WrittenSpan.ToArray();
            _kept.ResetWrittenCount();
        }
        else if (_older.Length > 0)
        {
            Truncated = true;
        }
    }

    private void Split(ReadOnlySpan<byte> bytes, Action<string> listener)
    {
        while (bytes.Length > 0)
        {
            // A carriage return ends a line too: progress bars overwrite theirs.
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var part = end < 0 ? bytes : bytes[..end];
            _line.Write(part[..Math.Min(part.Length, MaxLine - _line.WrittenCount)]);
            if (end < 0)
            {
                return;
            }

            Flush(listener);
            bytes = bytes[(end + 1)..];
        }
    }

    private void Flush(Action<string> listener)
    {
        var text = Encoding.UTF8.GetString(_line.WrittenSpan);
        _line.ResetWrittenCount();
        if (text.Length > 0)
        {
            listener(text);
        }
    }
}
