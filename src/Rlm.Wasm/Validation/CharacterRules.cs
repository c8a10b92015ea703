using System.Buffers;
using System.Globalization;

namespace Rlm.Wasm.Validation;

/// <summary>Which characters a source may hold, and how it may begin.</summary>
internal static class CharacterRules
{
    private const char ByteOrderMark = '\ufeff';

    /// <summary>What needs a closer look: controls but tab and LF, and surrogates.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => (char.IsControl(c) && c is not ('\t' or '\n')) || char.IsSurrogate(c))]);

    /// <summary>Reports them all.</summary>
    public static void Check(string source, ProblemList problems)
    {
        if (source.StartsWith(ByteOrderMark))
        {
            problems.Add(0, "the source begins with a byte-order mark", "remove it");
        }

        // rustc takes a first line `#!…` for a shebang unless the next token is a bracket.
        if (source.StartsWith("#!", StringComparison.Ordinal) && !source.StartsWith("#![", StringComparison.Ordinal))
        {
            problems.Add(0, "the source begins with `#!`", "an analysis is not a script; remove the line");
        }

        for (var at = 0; ; at++)
        {
            var next = source.AsSpan(at).IndexOfAny(Suspects);
            if (next < 0)
            {
                return;
            }

            at += next;
            var c = source[at];
            if (char.IsHighSurrogate(c) && at + 1 < source.Length && char.IsLowSurrogate(source[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(c))
            {
                problems.Add(at, "half a surrogate pair is not Unicode text", "remove it");
            }
            else if (c != '\r')
            {
                var code = ((int)c).ToString("x", CultureInfo.InvariantCulture);
                problems.Add(at, $"the control character U+{code.ToUpperInvariant().PadLeft(4, '0')} stands in the source", $"in a string write it as \\u{{{code}}}");
            }
            else if (at + 1 == source.Length || source[at + 1] != '\n')
            {
                problems.Add(at, "a carriage return stands alone, which ends no line in Rust", "end lines with LF, and in a string write \\r");
            }
        }
    }
}
