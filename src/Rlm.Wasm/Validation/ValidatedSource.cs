namespace Rlm.Wasm.Validation;

/// <summary>A source that says only what an analysis may say.</summary>
/// <param name="Text">The source as its author wrote it.</param>
/// <param name="Signature">What the source offers and needs.</param>
/// <param name="CompilerText">
/// The source as rustc is to see it: the prelude's <c>use</c> line before the first line, a missing <c>pub</c> added,
/// inner attributes and inner docs of the file blanked. Its line numbers are the author's.
/// </param>
public sealed record ValidatedSource(string Text, AnalysisSignature Signature, string CompilerText)
{
    /// <summary>What stands in <see cref="CompilerText"/> and not in <see cref="Text"/>, in order.</summary>
    internal IReadOnlyList<Insertion> Insertions { get; init; } = [];

    /// <summary>The author's place for a place in <see cref="CompilerText"/>.</summary>
    /// <param name="line">Line, 1-based, as rustc reports it.</param>
    /// <param name="column">Column, 1-based, in Unicode scalar values, as rustc reports it.</param>
    /// <returns>The same line; the column without what was added before it.</returns>
    public SourcePosition ToAuthor(int line, int column)
    {
        var added = 0;
        foreach (var insertion in Insertions)
        {
            if (insertion.At.Line != line)
            {
                continue;
            }

            var start = insertion.At.Column + added;
            if (column < start)
            {
                break;
            }

            if (column < start + insertion.Length)
            {
                return insertion.At;
            }

            added += insertion.Length;
        }

        return new SourcePosition(line, Math.Max(1, column - added));
    }
}
