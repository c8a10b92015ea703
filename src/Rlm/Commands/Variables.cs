using System.Text;
using Rlm.Documents;
using Rlm.Evidence;

namespace Rlm.Commands;

/// <summary>
/// The named texts of a run. <c>context</c> is all documents; each document is there under its name; the rest is what
/// commands stored. Used by one command at a time.
/// </summary>
public sealed class Variables(DocumentSet documents)
{
    /// <summary>The variable that is all documents.</summary>
    public const string Context = "context";

    private const int MaxExpansionBytes = 400_000;

    /// <summary>Characters of a place, with its braces; paths of documents are no longer.</summary>
    private const int MaxName = 4_200;

    private readonly Lock _noting = new();
    private readonly SortedDictionary<string, Text> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _storedBy = new(StringComparer.Ordinal);

    private SourceRanges? _read;

    /// <summary>The stored variables in ordinal order; without <c>context</c> and documents.</summary>
    public IReadOnlyDictionary<string, Text> Stored => _stored;

    /// <summary>The command that is being carried out, or null.</summary>
    internal string? Storing { get; set; }

    /// <summary>The command that stored a variable, or null when it was there before.</summary>
    internal string? StoredBy(string variable) => _storedBy.GetValueOrDefault(variable);

    /// <summary>The text behind a variable's or a document's name, or null.</summary>
    public Text? Find(string name)
    {
        var variable = VariableName.Normalize(name);
        return Noted(_stored.TryGetValue(variable, out var text) ? text
            : variable is Context or "" ? documents.Context
            : documents.Find(name.Trim()) ?? documents.Find(variable));
    }

    /// <summary>Keeps a text; false when the name cannot be a variable's.</summary>
    public bool TrySet(string name, Text value)
    {
        var variable = VariableName.Normalize(name);
        if (variable == Context || !VariableName.IsValid(variable))
        {
            return false;
        }

        _stored[variable] = value.Sources.IsEmpty && _read is { IsEmpty: false } read ? new DerivedText(value, read) : value;
        _storedBy[variable] = Storing;
        return true;
    }

    /// <summary>From now on it is noted what is read, for the command that begins.</summary>
    internal void BeginCommand()
    {
        lock (_noting)
        {
            _read = SourceRanges.None;
        }
    }

    /// <summary>The command ended; gives what it read of documents, its own names and those in its texts and code.</summary>
    internal SourceRanges EndCommand()
    {
        lock (_noting)
        {
            var read = _read ?? SourceRanges.None;
            _read = null;
            return read;
        }
    }

    /// <summary>Notes that a text is read; an analysis may do so from several threads.</summary>
    internal Text? Noted(Text? text)
    {
        lock (_noting)
        {
            _read = text is null ? _read : _read?.Union(text.Sources);
        }

        return text;
    }

    /// <summary>What exists, for an error about a name that does not.</summary>
    public string Describe()
    {
        const int most = 20;
        var names = _stored.Keys.Select(k => $"`{k}`").Prepend($"`{Context}`").Concat(documents.Documents.Select(d => $"`{d.Name}`"));
        var shown = string.Join(", ", names.Take(most));
        var more = _stored.Count + 1 + documents.Documents.Count - most;
        return more > 0 ? $"{shown} and {more} more" : shown;
    }

    /// <summary>Puts variables in the place of <c>${name}</c>; a name that is no variable stays as it is.</summary>
    /// <param name="text">The text with places.</param>
    /// <param name="problem">Why it cannot be done: a variable is too long for a prompt or a pattern; or null.</param>
    internal string Expand(string text, out string? problem)
    {
        problem = null;
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        var result = new StringBuilder();
        var rest = 0;
        for (; start >= 0; start = text.IndexOf("${", rest, StringComparison.Ordinal))
        {
            // A name is short: to look for its end through all of a long text, from every place, would take for ever.
            var end = text.IndexOf('}', start, Math.Min(MaxName, text.Length - start));
            var value = end < 0 ? null : Find(text[(start + 2)..end]);
            if (value is null)
            {
                result.Append(text, rest, start + 2 - rest);
                rest = start + 2;
                continue;
            }

            if (value.Length + result.Length > MaxExpansionBytes)
            {
                problem = $"`{text[start..(end + 1)]}` has {value.Length:N0} bytes, too many to put into a text. " +
                    "Take a part of it first (`lines`, `find`, `rust_wasm`), or name it in `on`.";
                return text;
            }

            result.Append(text, rest, start - rest).Append(value.ReadUtf8String());
            rest = end + 1;
        }

        return result.Append(text, rest, text.Length - rest).ToString();
    }
}
