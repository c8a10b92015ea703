using System.Globalization;

namespace Rlm.Sessions;

/// <summary>A text of a variable.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Turn">The turn that stored it, from 1.</param>
/// <param name="Index">Its place among what that turn stored.</param>
internal sealed record SessionVersion(SessionVariable Variable, int Turn, int Index)
{
    /// <summary>Where it lies. The place comes before the name: names that differ in case only are one name on some disks.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Turn}.{Index}.{Variable.Name}.txt");
}

/// <summary>Which texts of the variables hold when, and which go when there is no room for all.</summary>
internal static class SessionVersions
{
    /// <summary>All texts in the order in which they were stored.</summary>
    public static IEnumerable<SessionVersion> All(IReadOnlyList<SessionTurn> turns) =>
        turns.SelectMany((t, turn) => t.Variables.Select((v, index) => new SessionVersion(v, turn + 1, index)));

    /// <summary>What a run that comes after these turns finds, those stored last first.</summary>
    /// <returns>What is kept; what had been dropped by then; what was dropped since and would have been there.</returns>
    public static (IReadOnlyList<SessionVersion> Kept, IReadOnlyList<SessionVersion> Lost, IReadOnlyList<SessionVersion> Gone) AsOf(
        IReadOnlyList<SessionTurn> turns)
    {
        var latest = Latest(turns);
        return (
            [.. latest.Where(v => v.Variable.DroppedAt is null)],
            [.. latest.Where(v => v.Variable.DroppedAt <= turns.Count)],
            [.. latest.Where(v => v.Variable.DroppedAt > turns.Count)]);
    }

    /// <summary>Drops what is too long, and then the oldest until all fit: first texts that newer ones took the place of.</summary>
    public static IReadOnlyList<SessionTurn> Fit(IReadOnlyList<SessionTurn> turns, SessionOptions options)
    {
        var kept = All(turns).Where(v => v.Variable.DroppedAt is null).ToList();
        var dropped = kept
            .Where(v => v.Variable.Bytes > options.MaxVariableBytes)
            .ToDictionary(v => v.FileName, _ => string.Create(CultureInfo.InvariantCulture, $"longer than {options.MaxVariableBytes:N0} bytes"), StringComparer.Ordinal);
        kept.RemoveAll(v => dropped.ContainsKey(v.FileName));
        var current = Latest(turns).Select(v => v.FileName).ToHashSet(StringComparer.Ordinal);
        var total = kept.Sum(v => v.Variable.Bytes);
        foreach (var version in kept.OrderBy(v => current.Contains(v.FileName)))
        {
            if (total <= options.MaxBytes)
            {
                break;
            }

            dropped[version.FileName] = string.Create(CultureInfo.InvariantCulture, $"all together were more than {options.MaxBytes:N0} bytes");
            total -= version.Variable.Bytes;
        }

        return Drop(turns, dropped);
    }

    /// <summary>Marks texts as dropped at the end of the last turn.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="why">The names of their files, each with the reason.</param>
    public static IReadOnlyList<SessionTurn> Drop(IReadOnlyList<SessionTurn> turns, IReadOnlyDictionary<string, string> why) => why.Count == 0 ? turns :
    [
        .. turns.Select((t, turn) => t with
        {
            Variables =
            [
                .. t.Variables.Select((v, index) => why.TryGetValue(new SessionVersion(v, turn + 1, index).FileName, out var reason)
                    ? v with { DroppedAt = turns.Count, Why = reason }
                    : v),
            ],
        }),
    ];

    private static List<SessionVersion> Latest(IReadOnlyList<SessionTurn> turns)
    {
        var latest = new Dictionary<string, SessionVersion>(StringComparer.Ordinal);
        foreach (var version in All(turns))
        {
            latest[version.Variable.Name] = version;
        }

        return [.. latest.Values.OrderByDescending(v => v.Turn).ThenBy(v => v.Index)];
    }
}
