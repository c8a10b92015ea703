using System.Buffers;

namespace Rlm.Commands;

/// <summary>Names of variables. A model may write <c>x</c>, <c>$x</c> or <c>${x}</c>.</summary>
internal static class VariableName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public static string Normalize(string name)
    {
        name = name.Trim();
        if (name.StartsWith("${", StringComparison.Ordinal) && name.EndsWith('}'))
        {
            return name[2..^1].Trim();
        }

        return name.StartsWith('$') ? name[1..] : name;
    }

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 64 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Allowed);
}
