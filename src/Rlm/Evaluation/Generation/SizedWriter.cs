using System.Text;

namespace Rlm.Evaluation.Generation;

/// <summary>Writes lines of ASCII up to a size.</summary>
internal sealed class SizedWriter(Stream stream, long size, CancellationToken cancellationToken)
{
    private byte[] _line = new byte[1024];

    public long Size { get; } = size;

    public long Position { get; private set; }

    public bool Fits(string line, long reserved = 0) => Position + line.Length + 1 + reserved <= Size;

    public void WriteLine(string line)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_line.Length <= line.Length)
        {
            _line = new byte[line.Length * 2];
        }

        var length = Encoding.ASCII.GetBytes(line, _line);
        _line[length] = (byte)'\n';
        stream.Write(_line, 0, length + 1);
        Position += length + 1;
    }
}
