using System.Globalization;

namespace Rlm.Bench.Corpora;

/// <summary>Orders with a header; one note in four is quoted, with commas and quotes in it.</summary>
internal static class CsvLines
{
    private static readonly string[] Regions = ["north", "south", "east", "west", "overseas", "Île-de-France", "Baden-Württemberg", "Śląsk"];

    private static readonly string[] Categories = ["books", "garden", "kitchen", "music", "office", "sport", "toys"];

    public static IEnumerable<string> All()
    {
        var dice = new Dice(2);
        var first = new DateOnly(2024, 1, 1);
        yield return "id,date,region,category,product,quantity,price_cents,latency_ms,note";
        for (var id = 1; ; id++)
        {
            var date = first.AddDays(dice.Below(731)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var note = dice.Below(8) switch
            {
                0 => $"\"gift for {dice.Of(People.Names)}, wrapped\"",
                1 => $"\"{dice.Of(People.Names)} said \"\"as soon as possible\"\", call {dice.Below(1000):000}-{dice.Below(10000):0000}\"",
                2 => $"leave at number {dice.Below(200)}",
                _ => "",
            };
            yield return
                $"{id},{date},{dice.Of(Regions)},{dice.Of(Categories)},p-{dice.Skewed(20000)},{1 + dice.Skewed(12)},{99 + dice.Skewed(50000)},{3 + dice.Skewed(9000)},{note}";
        }
    }
}
