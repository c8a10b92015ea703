using System.Globalization;
using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>Chains of assignments: the first of a chain gets a number, every other one the variable before it.</summary>
internal static class VariableDocument
{
    private const int Chains = 4;
    private const int Links = 6;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static IReadOnlyList<GeneratedTask> Write(SizedWriter writer, SplitMix64 random)
    {
        var assignments = Assignments(random);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Haystack.Write(writer, random, [.. assignments.Select(a => $"VAR {a.Name} = {a.Value}.")], written: i =>
            values[assignments[i].Name] = values.GetValueOrDefault(assignments[i].Value, assignments[i].Value));
        var sought = values[assignments[0].Name];
        var names = new JsonArray([.. values.Where(v => v.Value == sought).Select(v => JsonValue.Create(v.Key)).OfType<JsonNode>()]);
        return
        [
            new GeneratedTask(
                string.Empty,
                $"The text holds assignments of the form \"VAR NAME = VALUE.\", in which a value is a number or the name of a variable assigned before. Which variables have the value {sought} in the end, directly or through other variables? Answer with their names alone, one a line.",
                names,
                "set"),
        ];
    }

    /// <summary>The links of all chains, mixed, those of each chain in order.</summary>
    private static List<(string Name, string Value)> Assignments(SplitMix64 random)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < Chains * Links)
        {
            names.Add(string.Concat(Enumerable.Range(0, 5).Select(_ => Letters[(int)random.Below(Letters.Length)])));
        }

        var rest = names.Chunk(Links).Select(c => new Queue<string>(c)).ToList();
        var last = rest.Select((_, i) => (10_000 + (i * 20_000) + random.Below(20_000)).ToString(CultureInfo.InvariantCulture)).ToList();
        var mixed = new List<(string, string)>();
        while (rest.Any(c => c.Count > 0))
        {
            var chain = (int)random.Below(Chains);
            if (rest[chain].TryDequeue(out var name))
            {
                mixed.Add((name, last[chain]));
                last[chain] = name;
            }
        }

        return mixed;
    }
}
