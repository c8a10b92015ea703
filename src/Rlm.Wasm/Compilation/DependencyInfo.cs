using System.Text;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// What rustc says that it has read (<c>--emit=dep-info</c>): rules of make, and <c># env-dep:</c> for every variable of
/// the environment that the source looked at. Nothing but our two files may be in it.
/// </summary>
internal static class DependencyInfo
{
    private static readonly HashSet<string> Own =
        new(StringComparer.Ordinal) { EntryTemplate.EntryFile, EntryTemplate.AnalysisFile, RustcCommandLine.OutputFile, RustcCommandLine.DependencyFile };

    /// <summary>The first thing in it that is none of ours, or null.</summary>
    public static string? Foreign(ReadOnlySpan<byte> utf8)
    {
        foreach (var line in Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('#'))
            {
                return line;
            }

            // `target: file file`; a rule without files says that a file exists. Blanks in names are escaped, ours have none.
            foreach (var name in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd(':')))
            {
                if (!Own.Contains(name))
                {
                    return name;
                }
            }
        }

        return null;
    }
}
