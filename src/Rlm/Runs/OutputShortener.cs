namespace Rlm.Runs;

/// <summary>Cuts what a model is shown to a limit: head and tail are kept, and what was left out is said.</summary>
internal static class OutputShortener
{
    /// <param name="text">What there is to show.</param>
    /// <param name="limit">How many characters of it.</param>
    /// <param name="storedIn">The variable that holds all of it, or null.</param>
    /// <param name="endsOf">Length in bytes of what <paramref name="text"/> is only the two ends of, or null.</param>
    public static string Shorten(string text, int limit, string? storedIn, long? endsOf = null)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var head = Boundary(text, limit * 2 / 3);
        var tail = Boundary(text, text.Length - (limit / 3));
        var where = storedIn is null
            ? "store the output in a variable to reach all of it"
            : $"all of it is in the variable `{storedIn}`";
        var leftOut = endsOf is { } bytes ? $"the middle of {bytes:N0} bytes" : $"{tail - head:N0} of {text.Length:N0} characters";
        return $"{text[..head]}\n[… {leftOut} left out; {where} …]\n{text[tail..]}";
    }

    // Not between the two halves of a surrogate pair.
    private static int Boundary(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
