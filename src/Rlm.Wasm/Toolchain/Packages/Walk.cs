namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>Follows dependencies, and leaves out what a toolchain of ours does not need or the machine has.</summary>
internal sealed class Walk(PackageIndex index, Func<string, bool> isOnHost)
{
    private readonly Dictionary<string, Package> _chosen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Package> Chosen => _chosen.Values;

    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Takes one package without what it needs.</summary>
    public void Take(string name)
    {
        if (index.Find(name) is { } package)
        {
            _chosen.TryAdd(package.Name, package);
        }
        else
        {
            _missing.Add(name);
        }
    }

    /// <summary>Takes a package and what it needs.</summary>
    public void Follow(string root)
    {
        var names = new Stack<string>([root]);
        while (names.TryPop(out var name))
        {
            if (index.Find(name) is not { } package)
            {
                // The optional parts of crates come as packages of their own in some releases, in one in others.
                if (!name.StartsWith("librust-", StringComparison.Ordinal))
                {
                    _missing.Add(name);
                }
            }
            else if (_chosen.TryAdd(package.Name, package))
            {
                foreach (var need in package.Depends.Select(Choose).OfType<string>())
                {
                    names.Push(need);
                }
            }
        }
    }

    /// <summary>The alternative to take for a need, or null: none is wanted.</summary>
    private string? Choose(IReadOnlyList<string> alternatives)
    {
        if (alternatives.Any(name => _chosen.ContainsKey(name)) || !alternatives.Any(IsWanted)
            || (alternatives.Any(name => isOnHost(name) || isOnHost(index.Find(name)?.Name ?? name)) && !alternatives.Any(IsOurs)))
        {
            return null;
        }

        return alternatives.FirstOrDefault(name => IsWanted(name) && index.Find(name) is not null) ?? alternatives[0];
    }

    /// <summary>
    /// Compilers for C, tools and data are not wanted. Of libraries only shared ones are, unless they are crates.
    /// </summary>
    private static bool IsWanted(string name) =>
        IsOurs(name)
        || (name.StartsWith("lib", StringComparison.Ordinal) && !name.EndsWith("-dev", StringComparison.Ordinal) && name != "libc6");

    /// <summary>Parts of the toolchain itself are always unpacked, so that it does not change when the machine's do.</summary>
    private static bool IsOurs(string name) =>
        name.StartsWith("librust-", StringComparison.Ordinal) || name.StartsWith("libstd-rust", StringComparison.Ordinal)
        || name.StartsWith("rust", StringComparison.Ordinal) || name.StartsWith("cargo", StringComparison.Ordinal)
        || name.StartsWith("lld", StringComparison.Ordinal) || name.StartsWith("liblld", StringComparison.Ordinal)
        || name.StartsWith("libllvm", StringComparison.Ordinal);
}
