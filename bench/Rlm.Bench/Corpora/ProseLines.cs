namespace Rlm.Bench.Corpora;

/// <summary>Books in English, French and German in turn, some pages at a time, and again from the beginning.</summary>
internal static class ProseLines
{
    private const int Turn = 2000;

    private static readonly string[] Books = ["moby-dick.txt", "zitate.txt", "emma.txt", "manuel.txt", "alice.txt"];

    public static IEnumerable<string> All()
    {
        var books = Books.Select(name => File.ReadAllLines(Places.Document(name))).ToList();
        while (true)
        {
            for (var at = 0; at < books.Max(book => book.Length); at += Turn)
            {
                foreach (var line in books.SelectMany(book => book.Skip(at).Take(Turn)))
                {
                    yield return line;
                }
            }
        }
    }
}
