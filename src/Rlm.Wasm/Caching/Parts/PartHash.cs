using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Caching.Parts;

/// <summary>
/// Makes the name of a part while its inputs are laid into memory: what is hashed is what the guest sees, also where a file
/// changes at this moment. SHA-256, since who wrote the documents may want two of them to be taken for one.
/// </summary>
/// <param name="moduleKey">The key of the module.</param>
/// <param name="throwIfCancelled">Asked now and then, since an input may have 2 GiB.</param>
internal sealed class PartHash(string moduleKey, Action throwIfCancelled) : IDisposable
{
    private const int StepBytes = 4 << 20;

    private readonly IncrementalHash _hash = Begin(moduleKey);

    /// <summary>The next parameter's text: the documents in it and its bytes, each behind its length.</summary>
    public void Append(AnalysisInput input, ReadOnlySpan<byte> bytes)
    {
        Append(input.Documents.Count);
        foreach (var document in input.Documents)
        {
            var name = Encoding.UTF8.GetBytes(document.Name);
            Append(document.Start);
            Append(document.End);
            Append(name.Length);
            _hash.AppendData(name);
        }

        Append(bytes.Length);
        while (!bytes.IsEmpty)
        {
            throwIfCancelled();
            var step = bytes[..Math.Min(StepBytes, bytes.Length)];
            _hash.AppendData(step);
            bytes = bytes[step.Length..];
        }
    }

    /// <summary>The name, once all inputs were appended.</summary>
    public PartId Finish()
    {
        Span<byte> bytes = stackalloc byte[PartId.Size];
        _hash.GetHashAndReset(bytes);
        return PartId.Read(bytes);
    }

    public void Dispose() => _hash.Dispose();

    private static IncrementalHash Begin(string moduleKey)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"part\0{moduleKey}\0"));
        return hash;
    }

    private void Append(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
