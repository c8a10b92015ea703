using System.Text.RegularExpressions;

namespace Rlm.Wasm.Toolchain;

/// <summary>
/// The one function of the standard library that the guest crate replaces when modules are linked: the search for a byte, with
/// vectors (<c>guest/rlm/src/search.rs</c>). Its symbol carries a hash of the compiler, so it is looked up in the library itself.
/// </summary>
internal static partial class ByteSearch
{
    // As linkers name what takes the place of a wrapped symbol.
    private const string Wrapper = "__wrap_";

    /// <summary>The symbol in this compiler's library for the target, or null: another library, in which nothing is replaced.</summary>
    public static string? SymbolIn(Compiler compiler)
    {
        var core = compiler.TargetLibraries().FirstOrDefault(name => name.StartsWith("libcore-", StringComparison.Ordinal));
        if (core is null)
        {
            return null;
        }

        var library = File.ReadAllBytes(Path.Combine(compiler.TargetLibraryFolder, core));
        var symbols = Symbol().Matches(System.Text.Encoding.Latin1.GetString(library)).Select(match => match.Value).Distinct().Take(2).ToList();
        return symbols is [var only] ? only : null;
    }

    /// <summary>How the guest crate is told to define the replacement.</summary>
    public static IEnumerable<string> GuestArguments(string? symbol) => symbol is null ? [] : ["--cfg", "rlm_memchr"];

    /// <summary>How the linker is told to use it.</summary>
    public static IEnumerable<string> LinkArguments(string? symbol) => symbol is null ? [] : [$"-Clink-arg=--wrap={symbol}"];

    /// <summary>Whether a module's export is the replacement.</summary>
    public static bool IsReplacement(string export) =>
        export.StartsWith(Wrapper, StringComparison.Ordinal) && Symbol().Match(export, Wrapper.Length) is { Success: true } match
        && match.Length == export.Length - Wrapper.Length;

    // Mangled in the new way or in the old one.
    [GeneratedRegex("_RNvNtNtCs[A-Za-z0-9]{8,20}_4core5slice6memchr14memchr_aligned|_ZN4core5slice6memchr14memchr_aligned17h[0-9a-f]{16}E")]
    private static partial Regex Symbol();
}
