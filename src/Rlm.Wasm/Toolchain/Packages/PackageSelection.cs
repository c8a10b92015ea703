namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>The packages that together make a toolchain.</summary>
internal sealed record PackageSelection
{
    /// <summary>All of them, by name.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>The compiler among them.</summary>
    public required Package Compiler { get; init; }

    /// <summary>Whether the distribution packs the target's standard library, so that it need not be built.</summary>
    public required bool HasTarget { get; init; }

    /// <summary>Needed by one of them, and not to be had.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public long DownloadSize => Packages.Where(package => package.File is null).Sum(package => package.Size);

    /// <summary>
    /// Takes the newest compiler for which cargo and the target's library, or the sources for it, are there, and follows
    /// dependencies from there. No version and no package's full list is written down here: they move.
    /// </summary>
    /// <param name="index">What can be had.</param>
    /// <param name="isOnHost">Whether a package is installed on this machine; shared libraries are then used from there.</param>
    /// <returns>Null when there is no such compiler.</returns>
    public static PackageSelection? Choose(PackageIndex index, Func<string, bool> isOnHost)
    {
        var family = index.Packages
            .Where(package => IsCompiler(package.Name))
            .OrderByDescending(package => package, Comparer<Package>.Create((a, b) => DebianVersion.Compare(a.Version, b.Version)))
            .Select(package => Family(index, package))
            .FirstOrDefault(found => found.Roots is not null);
        if (family.Roots is null)
        {
            return null;
        }

        var walk = new Walk(index, isOnHost);
        foreach (var root in family.Roots)
        {
            walk.Follow(root);
        }

        // The linker reads what the compiler's LLVM writes, so it is taken from the same release.
        walk.Follow(walk.Chosen.Select(package => package.Name)
            .Where(name => name.StartsWith("libllvm", StringComparison.Ordinal))
            .Select(name => "lld-" + string.Concat(name["libllvm".Length..].TakeWhile(char.IsAsciiDigit)))
            .FirstOrDefault(name => index.Find(name) is not null) ?? "lld");

        // Start-up files for the programs that cargo runs while it builds; a machine without a C compiler has none.
        walk.Take("libc6-dev");
        foreach (var crate in (string[])["librust-regex-dev", "librust-regex+default-dev", "librust-serde-json-dev", "librust-serde-json+default-dev"])
        {
            walk.Follow(crate);
        }

        return new PackageSelection
        {
            Packages = [.. walk.Chosen.OrderBy(package => package.Name, StringComparer.Ordinal)],
            Compiler = family.Compiler!,
            HasTarget = family.HasTarget,
            Missing = [.. walk.Missing.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary><c>rustc</c>, <c>rustc-web</c>, <c>rustc-1.85</c>.</summary>
    private static bool IsCompiler(string name) =>
        name == "rustc" || name == "rustc-web"
        || (name.StartsWith("rustc-", StringComparison.Ordinal) && Version.TryParse(name.AsSpan("rustc-".Length), out _));

    private static (Package? Compiler, string[]? Roots, bool HasTarget) Family(PackageIndex index, Package compiler)
    {
        var suffix = compiler.Name["rustc".Length..];
        bool Fits(string name) => index.Find(name) is { } package && package.Name == name && package.Version == compiler.Version;
        var (cargo, sources, target) = ($"cargo{suffix}", $"rust{suffix}-src", $"libstd-rust{suffix}-dev-wasm32");
        var library = $"libstd-rust{suffix}-dev";
        var hasTarget = Fits(target);
        return index.Find(cargo) is not null && Fits(library) && (hasTarget || Fits(sources))
            ? (compiler, [compiler.Name, cargo, library, hasTarget ? target : sources], hasTarget)
            : (null, null, false);
    }
}
