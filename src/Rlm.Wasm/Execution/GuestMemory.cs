using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>
/// Linear memory with every address and length checked as unsigned. A span is good until the guest runs again: memory
/// may have moved or grown by then.
/// </summary>
internal readonly struct GuestMemory(Memory memory)
{
    public long Length => memory.GetLength();

    /// <summary>Where it begins in this process. The engine reserves all that it may ever have, so it does not move.</summary>
    public nint Start => memory.GetPointer();

    /// <summary>The bytes at an address, or false when they are not all inside the memory.</summary>
    public bool TryGetSpan(uint address, long length, out Span<byte> span)
    {
        if (length < 0 || length > int.MaxValue || address + (ulong)length > (ulong)Length)
        {
            span = default;
            return false;
        }

        span = memory.GetSpan(address, (int)length);
        return true;
    }
}
