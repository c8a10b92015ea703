using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>Numbers of vaults in filler: one, or several of one vault among those of others.</summary>
internal static class NeedleDocument
{
    private const int Sought = 8;
    private const int OtherVaults = 3;

    private static readonly string[] Metals = "copper silver iron golden bronze nickel cobalt tin".Split(' ');
    private static readonly string[] Cities = "Lisbon Oslo Quito Nairobi Hanoi Turin Dakar Perth Riga Cusco".Split(' ');

    public static IReadOnlyList<GeneratedTask> WriteOne(SizedWriter writer, SplitMix64 random)
    {
        var (metal, city, number) = (random.Pick(Metals), random.Pick(Cities), Number(random));
        Haystack.Write(writer, random, [$"The code of the {metal} vault in {city} is {number}."]);
        return [new GeneratedTask(string.Empty, $"What is the code of the {metal} vault in {city}? Answer with the number alone.", number, "number")];
    }

    public static IReadOnlyList<GeneratedTask> WriteSeveral(SizedWriter writer, SplitMix64 random)
    {
        var vaults = random.Choose(from metal in Metals from city in Cities select $"the {metal} vault in {city}", 1 + OtherVaults);
        var numbers = new HashSet<long>();
        while (numbers.Count < vaults.Count * Sought)
        {
            numbers.Add(Number(random));
        }

        var facts = random.Choose(numbers.Select((n, i) => (Vault: vaults[i / Sought], Number: n)), numbers.Count);
        var found = new List<JsonNode?>();
        Haystack.Write(writer, random, [.. facts.Select(f => $"One of the codes of {f.Vault} is {f.Number}.")], written: i =>
        {
            if (facts[i].Vault == vaults[0])
            {
                found.Add(JsonValue.Create(facts[i].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        });
        return [new GeneratedTask(string.Empty, $"Which are all the codes of {vaults[0]}? Answer with the numbers alone, one a line.", new JsonArray([.. found]), "set")];
    }

    private static long Number(SplitMix64 random) => 1_000_000 + random.Below(9_000_000);
}
