namespace Rlm.Wasm.Validation;

/// <summary>The types and modules that a source declares and what it imports, read flat: scopes are not told apart.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _standard = new(StringComparer.Ordinal);
    private readonly List<UseLeaf> _leaves = [];

    /// <summary>Reads all declarations.</summary>
    public Names(CodeTokens tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (UseReader.IsUse(tokens, i))
            {
                _leaves.AddRange(UseReader.Read(tokens, i));
                i = UseReader.End(tokens, i);
            }
            else if (tokens.Is(i, RustTokenKind.Identifier) && tokens.IsName(i + 1)
                && tokens.Text(i) is "struct" or "enum" or "union" or "type" or "trait" or "mod")
            {
                _declared.Add(tokens.Name(i + 1).ToString());
            }
        }

        foreach (var leaf in _leaves)
        {
            Import(leaf, tokens);
        }
    }

    /// <summary>Every name that is imported.</summary>
    public IReadOnlyList<UseLeaf> Imports => _leaves;

    /// <summary>Whether the source itself gives a name its meaning.</summary>
    public bool Declares(ReadOnlySpan<char> name) => _declared.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    /// <summary>The path in <c>std</c> that a first name stands for, or null when it stands for something else.</summary>
    public string? Standard(ReadOnlySpan<char> head) =>
        head is "std" or "core" ? "std" : _standard.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(head, out var path) ? path : null;

    /// <summary>A path with its first name replaced by what it stands for in <c>std</c>, or null.</summary>
    public string? Resolve(string path)
    {
        var end = path.IndexOf(':', StringComparison.Ordinal);
        var root = Standard(end < 0 ? path : path.AsSpan(0, end));
        return root is null ? null : end < 0 ? root : root + path[end..];
    }

    private void Import(UseLeaf leaf, CodeTokens tokens)
    {
        var path = Resolve(leaf.Path);
        if (leaf.Name == "*")
        {
            foreach (var name in path is null ? [] : StandardLibrary.In(path))
            {
                _standard.TryAdd(name, $"{path}::{name}");
            }
        }
        else if (path is not null)
        {
            _standard.TryAdd(leaf.Name, path);
            _declared.Add(leaf.Name);
        }
        else if (!tokens.IsNamed(leaf.Head, leaf.Name))
        {
            _declared.Add(leaf.Name);
        }
    }
}
