using Microsoft.Win32.SafeHandles;
using Rlm.Wasm.Execution;

namespace Rlm.Bench;

/// <summary>A file read by position.</summary>
internal sealed class FileInput(SafeFileHandle file) : AnalysisInput
{
    public override long Length { get; } = RandomAccess.GetLength(file);

    public override bool TryRead(long position, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file, destination, position);
            if (read == 0)
            {
                return false;
            }

            destination = destination[read..];
            position += read;
        }

        return true;
    }
}
