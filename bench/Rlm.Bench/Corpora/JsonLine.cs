using System.Globalization;

namespace Rlm.Bench.Corpora;

/// <summary>Events with nested objects, lists, nulls and escapes.</summary>
internal static class JsonLine
{
    private static readonly string[] Events = ["view", "view", "view", "search", "search", "add_to_cart", "purchase", "refund"];

    private static readonly string[] Systems = ["android", "ios", "linux", "macos", "windows"];

    private static readonly string[] Tags = ["new", "sale", "mobile", "vip", "été", "größe-l"];

    public static IEnumerable<string> All()
    {
        var dice = new Dice(3);
        var time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        while (true)
        {
            time = time.AddMilliseconds(dice.Below(900));
            var stamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            var kind = dice.Of(Events);
            var amount = kind is "purchase" or "refund" ? (100 + dice.Skewed(90000)).ToString(CultureInfo.InvariantCulture) : "null";
            var tags = string.Join(',', Enumerable.Range(0, dice.Below(4)).Select(_ => $"\"{dice.Of(Tags)}\""));
            var note = dice.Below(10) == 0 ? $",\"note\":\"{dice.Of(People.Names)} wrote \\\"thanks\\\"\\n\\u00e0 bient\\u00f4t\"" : "";
            yield return
                $$"""{"ts":"{{stamp}}","event":"{{kind}}","user":"{{People.Id(dice.Skewed(People.Count))}}","amount":{{amount}},"ok":{{(dice.Below(20) == 0 ? "false" : "true")}},"tags":[{{tags}}],"device":{"os":"{{dice.Of(Systems)}}","version":{{dice.Below(20)}}.{{dice.Below(10)}}}{{note}}}""";
        }
    }
}
