using System.Globalization;

namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>The packages that can be had, by name and by what they provide.</summary>
internal sealed class PackageIndex
{
    private readonly Dictionary<string, Package> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Package>> _providers = new(StringComparer.Ordinal);

    public IEnumerable<Package> Packages => _packages.Values;

    /// <summary>Reads paragraphs as <c>apt-cache dumpavail</c> and <c>dpkg-deb -f</c> write them.</summary>
    /// <param name="paragraphs">The text.</param>
    /// <param name="file">The file that all of it is about, or null.</param>
    public void Read(TextReader paragraphs, string? file = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var line = paragraphs.ReadLine();
            if (string.IsNullOrEmpty(line))
            {
                Add(fields, file);
                fields.Clear();
                if (line is null)
                {
                    return;
                }
            }
            else if (line[0] is not (' ' or '\t') && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && IsUsed(line.AsSpan(0, colon)))
            {
                fields[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }
    }

    /// <summary>The package of that name, else one that provides it, else null.</summary>
    public Package? Find(string name) =>
        _packages.TryGetValue(name, out var package) ? package
        : _providers.TryGetValue(name, out var providers) ? providers.Find(provider => IsCurrent(provider)) : null;

    private bool IsCurrent(Package package) => ReferenceEquals(_packages[package.Name], package);

    private static bool IsUsed(ReadOnlySpan<char> field) =>
        field is "Package" or "Version" or "Size" or "Depends" or "Pre-Depends" or "Provides";

    /// <summary>Packages of other kinds are many, and nothing here needs them.</summary>
    private static bool IsOfUse(string name) =>
        name.StartsWith("lib", StringComparison.Ordinal) || name.StartsWith("rust", StringComparison.Ordinal)
        || name.StartsWith("cargo", StringComparison.Ordinal) || name.StartsWith("lld", StringComparison.Ordinal);

    private void Add(Dictionary<string, string> fields, string? file)
    {
        if (!fields.TryGetValue("Package", out var name) || !fields.TryGetValue("Version", out var version) || !IsOfUse(name)
            || (_packages.TryGetValue(name, out var other) && DebianVersion.Compare(other.Version, version) >= 0))
        {
            return;
        }

        _ = long.TryParse(fields.GetValueOrDefault("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        var package = new Package(
            name, version, size,
            [.. Names(fields.GetValueOrDefault("Pre-Depends")), .. Names(fields.GetValueOrDefault("Depends"))],
            [.. Names(fields.GetValueOrDefault("Provides")).SelectMany(alternatives => alternatives)])
        { File = file };
        _packages[name] = package;
        foreach (var provided in package.Provides)
        {
            if (!_providers.TryGetValue(provided, out var providers))
            {
                _providers[provided] = providers = [];
            }

            providers.Add(package);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Names(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(need => (IReadOnlyList<string>)[.. need.Split('|', StringSplitOptions.TrimEntries).Select(Bare)]);

    private static string Bare(string need)
    {
        var end = need.AsSpan().IndexOfAny(" (:[");
        return end < 0 ? need : need[..end];
    }
}
