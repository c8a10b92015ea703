using System.Text;

namespace Rlm;

/// <summary>
/// Halves of surrogate pairs, written as escapes in JSON: the text of them is none, and .NET says so only when the string is
/// asked for, long after the JSON was found to be good.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>The JSON with U+FFFD in the place of such escapes.</summary>
    public static string Replace(string json)
    {
        StringBuilder? mended = null;
        var kept = 0;
        for (var at = json.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < json.Length; at = json.IndexOf('\\', at))
        {
            if (Half(json, at) is not { } half)
            {
                at += 2;
            }
            else if (char.IsHighSurrogate(half) && Half(json, at + 6) is { } second && char.IsLowSurrogate(second))
            {
                at += 12;
            }
            else
            {
                (mended ??= new StringBuilder(json.Length)).Append(json, kept, at - kept).Append("\\uFFFD");
                at += 6;
                kept = at;
            }
        }

        return mended is null ? json : mended.Append(json, kept, json.Length - kept).ToString();
    }

    /// <summary>The surrogate that is escaped at a place, or null.</summary>
    private static char? Half(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code)
        && char.IsSurrogate((char)code)
            ? (char)code
            : null;
}
