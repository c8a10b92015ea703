namespace Rlm.Bench.Corpora;

/// <summary>A CSV of users, with a header.</summary>
internal static class UserLines
{
    public static IEnumerable<string> All()
    {
        var dice = new Dice(5);
        yield return "id,name,country";
        for (var number = 0; number < People.Count; number++)
        {
            yield return $"{People.Id(number)},{dice.Of(People.Names)},{dice.Of(People.Countries)}";
        }
    }
}
