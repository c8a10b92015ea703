namespace Rlm.Evaluation.Generation;

/// <summary>Filler with given lines at random places.</summary>
internal static class Haystack
{
    /// <summary>Writes a document of the writer's size.</summary>
    /// <param name="writer">Gets the document.</param>
    /// <param name="random">What it is made of.</param>
    /// <param name="lines">What is hidden, in the order in which it is to stand there.</param>
    /// <param name="written">Told of each of them when it is written, with its place in the list.</param>
    public static void Write(SizedWriter writer, SplitMix64 random, IReadOnlyList<string> lines, Action<int>? written = null)
    {
        var hidden = lines.Select(l => Filler.Around(l, random)).ToList();
        if (hidden.Sum(l => l.Length) > writer.Size / 4 * 3)
        {
            // A small document has no room for it.
            hidden = [.. lines];
        }

        var reserved = hidden.Sum(l => l.Length + 1L);
        var places = hidden.Select(_ => random.Below(Math.Max(1, writer.Size - reserved))).Order().ToList();
        var next = 0;
        while (true)
        {
            while (next < hidden.Count && writer.Position >= places[next])
            {
                Hide();
            }

            var line = Filler.Line(random);
            if (!writer.Fits(line, reserved))
            {
                break;
            }

            writer.WriteLine(line);
        }

        while (next < hidden.Count)
        {
            Hide();
        }

        void Hide()
        {
            writer.WriteLine(hidden[next]);
            reserved -= hidden[next].Length + 1;
            written?.Invoke(next);
            next++;
        }
    }
}
