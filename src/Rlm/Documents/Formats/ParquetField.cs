using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Parquet.Schema;

namespace Rlm.Documents.Formats;

/// <summary>A column of a table, which may have others in it, and the way from its leaves back to a value.</summary>
/// <remarks>Levels of definition and repetition say how much of a nested value is there (the Dremel paper, section 4).</remarks>
internal sealed class ParquetField
{
    /// <summary>Structures in structures; the tables of real programs have a handful.</summary>
    private const int MostDepth = 64;

    /// <summary>What numbers and truth values consist of in JSON; the others, such as NaN, are text there.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789+-.eEtruefalse");

    private readonly Field _field;
    private readonly ParquetField[] _parts;
    private readonly ParquetLeaf? _leaf;

    private ParquetField(Field field, ParquetField[] parts, ParquetLeaf? leaf) => (_field, _parts, _leaf) = (field, parts, leaf);

    public string Name => _field.Name;

    /// <summary>The columns of plain values that it consists of.</summary>
    public IEnumerable<ParquetLeaf> Leaves => _leaf is { } leaf ? [leaf] : _parts.SelectMany(part => part.Leaves);

    private ParquetLeaf First => _leaf ?? _parts[0].First;

    public static ParquetField Of(Field field, int depth)
    {
        if (depth > MostDepth)
        {
            throw NotConvertedException.TooLarge($"its columns are nested more than {MostDepth} deep. Write it with flat columns.");
        }

        Field[] parts = field switch
        {
            StructField several => [.. several.Fields],
            ListField list => [list.Item],
            MapField map => [map.Key, map.Value],
            _ => [],
        };
        return field is DataField data
            ? new(field, [], new(data))
            : parts.Length == 0
                ? throw new InvalidDataException($"the column '{field.Name}' holds nothing.")
                : new(field, [.. parts.Select(part => Of(part, depth + 1))], null);
    }

    /// <summary>The cell of the next row.</summary>
    public string NextCell()
    {
        if (_leaf is { IsRepeated: false } leaf)
        {
            return leaf.Column.Next() ?? "";
        }

        var json = new StringBuilder();
        Json(json);

        // What is not there at all is an empty cell, as in a column of plain values.
        return json.Equals("null") ? "" : json.ToString();
    }

    private void Json(StringBuilder to)
    {
        switch (_field)
        {
            case DataField when !_leaf!.IsRepeated:
                Value(to);
                break;
            case StructField when First.Column.Definition < _field.MaxDefinitionLevel:
                Skip();
                to.Append("null");
                break;
            case StructField:
                to.Append('{');
                for (var i = 0; i < _parts.Length; i++)
                {
                    to.Append(i > 0 ? "," : "");
                    Quoted(_parts[i].Name, to);
                    to.Append(':');
                    _parts[i].Json(to);
                }

                to.Append('}');
                break;
            default:
                Several(to);
                break;
        }
    }

    /// <summary>A list, a map, or a plain value that may be there several times.</summary>
    private void Several(StringBuilder to)
    {
        var defined = First.Column.Definition;
        if (defined < _field.MaxDefinitionLevel)
        {
            Skip();
            to.Append(defined < _field.MaxDefinitionLevel - 1 ? "null" : _field is MapField ? "{}" : "[]");
            return;
        }

        to.Append(_field is MapField ? '{' : '[');
        var any = false;
        do
        {
            to.Append(any ? "," : "");
            any = true;
            if (_field is MapField)
            {
                Quoted(_parts[0]._leaf?.Column.Next() ?? throw new InvalidDataException("a map has a key that is no plain value."), to);
                to.Append(':');
                _parts[1].Json(to);
            }
            else if (_leaf is not null)
            {
                Value(to);
            }
            else
            {
                _parts[0].Json(to);
            }
        }
        while (First.Column.Repetition >= _field.MaxRepetitionLevel);
        to.Append(_field is MapField ? '}' : ']');
    }

    private void Value(StringBuilder to)
    {
        var column = _leaf!.Column;
        if (column.Next() is not { } text)
        {
            to.Append("null");
        }
        else if (column.IsNumber && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            to.Append(text);
        }
        else
        {
            Quoted(text, to);
        }
    }

    private void Skip()
    {
        foreach (var leaf in Leaves)
        {
            leaf.Column.Next();
        }
    }

    private static void Quoted(string text, StringBuilder to) =>
        to.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)).Append('"');
}
