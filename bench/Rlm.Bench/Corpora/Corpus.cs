using System.Text;

namespace Rlm.Bench.Corpora;

/// <summary>A kind of text that never ends, of which a file of any size is made, once.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Version">Moves when the lines change, so that old files and times of them are not used.</param>
/// <param name="Lines">The lines in order, without their ends; the same in every run.</param>
/// <param name="FixedSize">Whether it ends by itself, and is the same beside documents of any size.</param>
internal sealed record Corpus(string Name, int Version, Func<IEnumerable<string>> Lines, bool FixedSize = false)
{
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>The novels, the manual and the quotations of the samples.</summary>
    public static Corpus Prose { get; } = new("prose", 1, ProseLines.All);

    /// <summary>The log of a service.</summary>
    public static Corpus Log { get; } = new("log", 1, LogLines.All);

    /// <summary>Orders as CSV.</summary>
    public static Corpus Csv { get; } = new("csv", 1, CsvLines.All);

    /// <summary>Events as one JSON object a line.</summary>
    public static Corpus JsonLines { get; } = new("jsonl", 1, JsonLine.All);

    /// <summary>The users that the log speaks of.</summary>
    public static Corpus Users { get; } = new("users", 1, UserLines.All, FixedSize: true);

    /// <summary>Whole lines of at most so many megabytes, a million bytes each; made when it is not there.</summary>
    public string Make(int megabytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Places.Work, "corpora")).FullName;
        var path = Path.Combine(folder, FixedSize ? $"{Name}-v{Version}.txt" : $"{Name}-v{Version}-{megabytes}MB.txt");
        if (File.Exists(path))
        {
            return path;
        }

        Console.Error.WriteLine($"making {Path.GetFileName(path)}");
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            var left = megabytes * 1_000_000L;
            var buffer = new byte[1 << 16];
            foreach (var line in Lines())
            {
                var length = Utf8.GetBytes(line, buffer);
                buffer[length++] = (byte)'\n';
                left -= length;
                if (left < 0 && !FixedSize)
                {
                    break;
                }

                file.Write(buffer.AsSpan(0, length));
            }
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }
}
