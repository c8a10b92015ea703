using System.Buffers.Binary;
using System.Security.Cryptography;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>What a trace remembers of a document, so that a run is not gone on with over another one.</summary>
internal static class DocumentFingerprint
{
    /// <summary>Longer documents are hashed in samples: reading gigabytes before the first question would cost more than it saves.</summary>
    private const long WholeBytes = 64L << 20;

    private const int Samples = 64;
    private const int SampleBytes = 256 << 10;

    /// <exception cref="DocumentChangedException">Its bytes are no longer there.</exception>
    public static DocumentFacts Of(Document document, CancellationToken cancellationToken) => document.Bytes <= WholeBytes
        ? new DocumentFacts(document.Name, document.Bytes, document.ComputeHash(cancellationToken))
        : new DocumentFacts(document.Name, document.Bytes, $"samples:{SampledHash(document.Text, cancellationToken)}");

    private static string SampledHash(Text text, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        hash.AppendData(length);
        var buffer = new byte[SampleBytes];
        for (var i = 0; i < Samples; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.Read((text.Length - SampleBytes) / (Samples - 1) * i, buffer);
            hash.AppendData(buffer);
        }

        text.Read(text.Length - SampleBytes, buffer);
        hash.AppendData(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
