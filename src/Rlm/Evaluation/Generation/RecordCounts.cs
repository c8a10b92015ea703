namespace Rlm.Evaluation.Generation;

/// <summary>Counts of records by user, month and label.</summary>
internal sealed class RecordCounts(int users, int months, int labels)
{
    private readonly long[,] _byUser = new long[users, labels];
    private readonly long[,] _byMonth = new long[months, labels];

    public void Add(int user, int month, int label)
    {
        _byUser[user, label]++;
        _byMonth[month, label]++;
    }

    public long Label(int label) => Enumerable.Range(0, months).Sum(m => _byMonth[m, label]);

    public long UserLabel(int user, int label) => _byUser[user, label];

    public int MostCommonLabel() => Enumerable.Range(0, labels).MaxBy(Label);

    public int BusiestMonth(int label) => Enumerable.Range(0, months).MaxBy(m => _byMonth[m, label]);

    public int BusiestUser(int label, IReadOnlyList<int> numbers) =>
        Enumerable.Range(0, users).OrderByDescending(u => _byUser[u, label]).ThenBy(u => numbers[u]).Select(u => numbers[u]).First();
}
