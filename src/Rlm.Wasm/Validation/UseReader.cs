namespace Rlm.Wasm.Validation;

/// <summary>Reads <c>use</c> declarations into their leaves; what is no <c>use</c> tree is left to rustc.</summary>
internal sealed class UseReader
{
    private const int MaxNames = 3;
    private const int MaxNameLength = 32;

    private readonly CodeTokens _tokens;
    private readonly List<UseLeaf> _leaves = [];
    private int _at;

    private UseReader(CodeTokens tokens, int start)
    {
        _tokens = tokens;
        _at = start;
    }

    /// <summary>Whether a declaration begins at a token; <c>impl Trait + use&lt;'a&gt;</c> is none.</summary>
    public static bool IsUse(CodeTokens tokens, int index) => tokens.IsKeyword(index, "use") && !tokens.Is(index + 1, "<");

    /// <summary>Index of the semicolon that ends the declaration, or the number of tokens.</summary>
    public static int End(CodeTokens tokens, int index)
    {
        while (index < tokens.Count && !tokens.Is(index, ";"))
        {
            index++;
        }

        return index;
    }

    /// <summary>The leaves of the declaration whose <c>use</c> stands at an index.</summary>
    public static List<UseLeaf> Read(CodeTokens tokens, int index)
    {
        var reader = new UseReader(tokens, index + 1);
        reader.Tree("", 0, -1, 0);
        return reader._leaves;
    }

    /// <summary>Reads one tree below a path; false when this is none.</summary>
    private bool Tree(string path, int names, int head, int depth)
    {
        _at += _tokens.Is(_at, "::") ? 1 : 0;
        while (true)
        {
            if (_tokens.Is(_at, "{"))
            {
                return depth < BracketRules.MaxDepth && Group(path, names, head, depth);
            }

            if (_tokens.Is(_at, "*"))
            {
                _leaves.Add(new UseLeaf(head < 0 ? _at : head, _at, path, "*"));
                _at++;
                return true;
            }

            if (!_tokens.IsName(_at))
            {
                return false;
            }

            head = head < 0 ? _at : head;
            var self = names > 0 && _tokens.IsKeyword(_at, "self");
            if (!self && names < MaxNames)
            {
                path = names == 0 ? Short(_at) : $"{path}::{Short(_at)}";
                names++;
            }

            if (!_tokens.Is(_at + 1, "::"))
            {
                Leaf(path, head, self);
                return true;
            }

            _at += 2;
        }
    }

    private bool Group(string path, int names, int head, int depth)
    {
        _at++;
        while (!_tokens.Is(_at, "}"))
        {
            if (!Tree(path, names, head, depth + 1))
            {
                return false;
            }

            if (_tokens.Is(_at, ","))
            {
                _at++;
            }
            else if (!_tokens.Is(_at, "}"))
            {
                return false;
            }
        }

        _at++;
        return true;
    }

    private void Leaf(string path, int head, bool self)
    {
        var token = _at++;
        var name = self ? path[(path.LastIndexOf(':') + 1)..] : Short(token);
        if (_tokens.IsKeyword(_at, "as") && _tokens.IsName(_at + 1))
        {
            name = Short(_at + 1);
            _at += 2;
        }

        _leaves.Add(new UseLeaf(head, token, path, name));
    }

    /// <summary>A name, cut where it is longer than any that a rule knows, so that hostile trees stay cheap.</summary>
    private string Short(int index)
    {
        var name = _tokens.Name(index);
        return name.Length <= MaxNameLength ? name.ToString() : $"{name[..MaxNameLength]}…";
    }
}
