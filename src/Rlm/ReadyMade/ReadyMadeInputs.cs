using System.Buffers;
using System.Text;
using System.Text.Json;
using Rlm.Documents;
using Rlm.Wasm.Execution;

namespace Rlm.ReadyMade;

/// <summary>What a ready-made analysis is given.</summary>
internal static class ReadyMadeInputs
{
    /// <summary>How much of a text is looked at to know what it is.</summary>
    private const int HeadBytes = 1 << 20;

    /// <summary>The inputs in the order of the parameters.</summary>
    public static IReadOnlyList<AnalysisInput> Of(ReadyMadeAnalysis analysis, Text text, string args)
    {
        var input = analysis.File == "json_fields" && IsOneDocument(text) ? AnalysisInput.InOnePiece(text) : text;
        return analysis.TakesHead
            ? [input, AnalysisInput.FromText(args), AnalysisInput.FromText(text.ReadUtf8String(HeadBytes))]
            : [input, AnalysisInput.FromText(args)];
    }

    /// <summary>Whether the first line that is not empty ends within a JSON value, so that lines mean nothing alone.</summary>
    private static bool IsOneDocument(Text text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(HeadBytes, text.Length));
        try
        {
            var bytes = buffer.AsSpan(0, (int)Math.Min(HeadBytes, text.Length));
            text.Read(0, bytes);
            var head = (bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes).TrimStart(" \t\r\n"u8);
            var end = head.IndexOf((byte)'\n');

            // A line that is longer than this is not cut; what follows are further lines like it.
            return end >= 0 && IsOpen(head[..end]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsOpen(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
            while (reader.Read())
            {
            }

            // What has just begun does not count as depth.
            return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
