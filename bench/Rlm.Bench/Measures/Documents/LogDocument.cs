using System.Globalization;
using System.Text;

namespace Rlm.Bench.Measures.Documents;

/// <summary>
/// A log of any size whose messages are the lines of the sample novels: real words, lines of all lengths, some characters
/// that are not ASCII. The same bytes on every machine; made once a size.
/// </summary>
internal static class LogDocument
{
    private const int BlockBytes = 64 << 20;

    private static readonly string[] Novels = ["moby-dick.txt", "emma.txt", "manuel.txt", "alice.txt"];
    private static readonly string[] Levels = ["INFO", "INFO", "INFO", "DEBUG", "WARN", "ERROR"];
    private static readonly Lazy<byte[]> Block = new(MakeBlock);

    /// <summary>The file of at most so many bytes, less than a line shorter.</summary>
    public static string Make(long bytes)
    {
        var path = PathOf(bytes);
        if (File.Exists(path))
        {
            return path;
        }

        var block = Block.Value;
        using (var file = File.Create(path + ".tmp"))
        {
            var left = bytes;
            for (; left >= block.Length; left -= block.Length)
            {
                file.Write(block);
            }

            file.Write(block.AsSpan(0, block.AsSpan(0, (int)left).LastIndexOf((byte)'\n') + 1));
        }

        File.Move(path + ".tmp", path);
        return path;
    }

    /// <summary>Removes what takes much of the disk, unless the options say <c>--keep</c>.</summary>
    public static void RemoveLarge(IReadOnlyList<string> options)
    {
        foreach (var file in Directory.GetFiles(Places.Work, "log-*.log").Where(f => !options.Contains("--keep") && new FileInfo(f).Length > Sizes.GB))
        {
            File.Delete(file);
        }
    }

    private static string PathOf(long bytes) => Path.Combine(Places.Work, $"log-{bytes / 1_000_000}MB.log");

    private static byte[] MakeBlock()
    {
        var messages = Novels.SelectMany(name => File.ReadLines(Places.Document(name))).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        var random = new Random(20260301);
        var time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        using var block = new MemoryStream(BlockBytes + 4096);
        for (var i = 0; block.Length < BlockBytes; i++)
        {
            time = time.AddMilliseconds(random.Next(400));
            var level = Levels[random.Next(Levels.Length)];
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.fffZ} {level} worker-{random.Next(64)} {messages[i % messages.Count]} took {random.Next(4000)} ms\n");
            block.Write(Encoding.UTF8.GetBytes(line));
        }

        return block.ToArray();
    }
}
