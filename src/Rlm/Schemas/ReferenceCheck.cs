namespace Rlm.Schemas;

/// <summary>Finds references to what is not there, and definitions that lead back to themselves without going deeper.</summary>
internal sealed class ReferenceCheck(Dictionary<string, SchemaNode> definitions, List<string> problems)
{
    public void Run()
    {
        foreach (var name in definitions.Values.SelectMany(All).Select(n => n.Reference).OfType<string>().Distinct())
        {
            if (!definitions.ContainsKey(name))
            {
                problems.Add($"$.$defs: has no \"{name}\", which a $ref names");
            }
        }

        foreach (var name in definitions.Keys.Where(n => Reaches(n, n, [])))
        {
            problems.Add($"{(name.Length == 0 ? "$" : $"$.$defs.{name}")}: leads back to itself through $ref without going deeper into the value, so nothing can be held to it");
        }
    }

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        definitions.TryGetValue(from, out var node)
        && SameValue(node).Select(n => n.Reference).OfType<string>().Any(r => r == to || (seen.Add(r) && Reaches(r, to, seen)));

    private static IEnumerable<SchemaNode> SameValue(SchemaNode node) => [node, .. node.InPlace.SelectMany(SameValue)];

    private static IEnumerable<SchemaNode> All(SchemaNode node) => [node, .. node.InPlace.Concat(node.Deeper).SelectMany(All)];
}
