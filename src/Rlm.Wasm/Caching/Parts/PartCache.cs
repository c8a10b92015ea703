using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Caching.Parts;

/// <summary>
/// Keeps what analyses with <c>merge</c> gave for the chunks of large inputs, by the content of the chunks: where a log grew,
/// only its new chunks are analysed. What an execution comes to is the same with and without. Given by
/// <see cref="ModuleCache.Parts"/>. Safe to use from any number of threads; the folder may be shared by processes.
/// </summary>
public sealed class PartCache
{
    private readonly DiskTier _disk;

    internal PartCache(DiskTier disk) => _disk = disk;

    /// <summary>Inputs of fewer bytes together are analysed sooner than a file is written.</summary>
    internal long LeastBytes { get; init; } = 1 << 20;

    /// <summary>
    /// The head of the first input, by which its bundle is found. A text that grows keeps it; texts that share it share a bundle.
    /// </summary>
    internal int HeadBytes { get; init; } = 64 << 10;

    /// <summary>
    /// Fuel a byte of input from which on parts are kept. SHA-256 takes a byte the time of 4 to 11 units of fuel: at this point a
    /// sixth on top, to save nearly all of it the next time.
    /// </summary>
    internal double LeastFuelPerByte { get; init; } = 40;

    /// <summary>The parts for one execution, or null where keeping them is not worth it.</summary>
    /// <param name="moduleKey">The key of the module.</param>
    /// <param name="inputs">All inputs; the first is the one that is cut.</param>
    internal PartSession? Begin(string moduleKey, IReadOnlyList<AnalysisInput> inputs) =>
        inputs.Sum(i => i.Length) >= LeastBytes && NameOf(moduleKey, inputs[0]) is { } name
            ? new PartSession(_disk, name, moduleKey, LeastFuelPerByte)
            : null;

    // Only a name: whether a part fits is decided by its own id. So it does no harm when the text changes meanwhile.
    private PartId? NameOf(string moduleKey, AnalysisInput input)
    {
        var head = ArrayPool<byte>.Shared.Rent(HeadBytes);
        try
        {
            var bytes = head.AsSpan(0, (int)Math.Min(HeadBytes, input.Length));
            if (!input.TryRead(0, bytes))
            {
                return null;
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"bundle\0{moduleKey}\0"));
            hash.AppendData(bytes);
            return PartId.Read(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
