using System.Globalization;

namespace Rlm.Runs;

/// <summary>Answers that were computed unseen and look as if something had gone wrong: the model sees them once before they count.</summary>
internal static class AnswerDoubt
{
    private static readonly string[] Nothing = ["none", "null", "nan", "inf", "-inf", "infinity", "undefined", "n/a", "[]", "{}", "()", "\"\"", "0%", "nan%"];

    /// <summary>Why the answer should be looked at, or null when nothing speaks against it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="skipped">Lines that the code which computed it left out.</param>
    public static string? Of(string answer, long skipped)
    {
        var text = answer.Trim();
        return text.Length == 0 ? "it is empty"
            : skipped > 0 ? $"the code left out {skipped.ToString("N0", CultureInfo.InvariantCulture)} lines"
            : IsZero(text) || Nothing.Contains(text, StringComparer.OrdinalIgnoreCase) || text.Contains("NaN", StringComparison.Ordinal) ? "it says nothing, which is right only if there is nothing"
            : IsError(text) ? "it reads like an error"
            : null;
    }

    private static bool IsZero(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number == 0 || !double.IsFinite(number));

    private static bool IsError(string text) =>
        text.StartsWith("error:", StringComparison.OrdinalIgnoreCase) || text.Equals("error", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Err(", StringComparison.Ordinal)
        || text.StartsWith("invalid ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("failed to ", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("no such ", StringComparison.OrdinalIgnoreCase) || text.Contains("panicked at", StringComparison.Ordinal);
}
