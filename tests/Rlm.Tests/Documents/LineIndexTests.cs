using System.Text;
using Microsoft.Extensions.Logging;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

/// <summary>Indexes that outlive a process. What is read again is told by the kernel's count of the bytes that a thread read.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LineIndexTests : IDisposable
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddHours(1);

    private readonly TempFolder _folder = new();
    private readonly ListLogger _logger = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Indexes => _folder.PathOf("cache", "indexes");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_loader_answers_without_a_pass()
    {
        var (path, text) = Big("big.txt", 400_000);
        using (var first = await LoadAsync(path))
        {
            Assert.Equal(400_000, TextStatistics.CountLines(first.Context, Stop));
        }

        Assert.Equal(1, Store().Measure().Indexes);
        using var second = await LoadAsync(path);
        var before = BytesRead();
        Assert.Equal(400_000, TextStatistics.CountLines(second.Context, Stop));
        Assert.Equal(text[^31..], Texts.String(TextSlices.Slice(second.Context, text.EnumerateRunes().Count() - 30, null, Stop)));
        Assert.Equal(Line(150_000), Texts.String(TextLines.Slice(second.Context, 150_000, 150_001, Stop)));
        Assert.Equal(Line(150_000), Texts.String(TextLines.Slice(second.Documents[0].Text, -250_000, -249_999, Stop)));
        Assert.InRange(BytesRead() - before, 1, 6 << 20);
        Assert.InRange(new FileInfo(path).Length, 15 << 20, long.MaxValue);
    }

    [Fact]
    public async Task Words_are_kept_too_and_added_to_an_index_that_has_none()
    {
        var (path, text) = Big("big.txt", 100_000);
        using (var first = await LoadAsync(path))
        {
            TextStatistics.CountLines(first.Context, Stop);
            Assert.Equal(Words(text), TextStatistics.Of(first.Context, Stop).Words);
        }

        using var second = await LoadAsync(path);
        var before = BytesRead();
        Assert.Equal(Words(text), TextStatistics.Of(second.Context, Stop).Words);
        Assert.InRange(BytesRead() - before, 0, 2 << 20);
    }

    [Fact]
    public async Task What_was_passed_on_the_way_to_a_line_is_kept_too()
    {
        var (path, _) = Big("big.txt", 200_000);
        using (var first = await LoadAsync(path))
        {
            Assert.Equal(Line(160_000), Texts.String(TextLines.Slice(first.Context, 160_000, 160_001, Stop)));
        }

        using var second = await LoadAsync(path);
        var before = BytesRead();
        Assert.Equal(Line(150_000), Texts.String(TextLines.Slice(second.Context, 150_000, 150_001, Stop)));
        Assert.InRange(BytesRead() - before, 1, 3 << 20);
        Assert.Equal(200_000, TextStatistics.CountLines(second.Context, Stop));
    }

    [Fact]
    public async Task A_byte_order_mark_and_two_documents_of_one_set_are_no_trouble()
    {
        var (plain, _) = Big("a.txt", 60_000);
        var marked = _folder.PathOf("b.txt");
        await File.WriteAllBytesAsync(marked, [0xEF, 0xBB, 0xBF, .. await File.ReadAllBytesAsync(plain, Stop)], Stop);
        for (var round = 0; round < 2; round++)
        {
            using var set = await LoadAsync(plain, marked);
            Assert.Equal(120_000, TextStatistics.CountLines(set.Context, Stop));
            Assert.Equal(Line(17), Texts.String(TextLines.Slice(set.Context, 60_017, 60_018, Stop)));
            Assert.Equal("line", Texts.String(TextSlices.Slice(set.Documents[1].Text, 0, 4, Stop)));
        }

        Assert.Equal(2, Store().Measure().Indexes);
    }

    [Fact]
    public async Task A_file_that_grew_was_rewritten_or_replaced_is_counted_anew()
    {
        var (path, text) = Big("big.txt", 100_000);
        await CountAsync(path, 100_000);
        await File.AppendAllTextAsync(path, "one more\n", Stop);
        await CountAsync(path, 100_001);

        // Of the same length and with the time of modification put back: the time of change tells.
        var modified = File.GetLastWriteTimeUtc(path);
        await File.WriteAllTextAsync(path, text.Replace('\n', ' ') + "one more\n", Stop);
        File.SetLastWriteTimeUtc(path, modified);
        await CountAsync(path, 1);

        var other = _folder.Write("other.txt", text.Replace("line", "\nine", StringComparison.Ordinal) + "one more\n");
        File.SetLastWriteTimeUtc(other, modified);
        File.Move(other, path, overwrite: true);
        await CountAsync(path, 200_001);
    }

    [Fact]
    public async Task What_was_changed_a_moment_ago_is_not_kept()
    {
        var (path, _) = Big("big.txt", 100_000);
        using (var set = await LoadAsync(new LineIndexStore(Options, TimeProvider.System), path))
        {
            Assert.Equal(100_000, TextStatistics.CountLines(set.Context, Stop));
        }

        Assert.Equal(0, Store().Measure().Indexes);
    }

    [Fact]
    public async Task What_changed_while_it_was_counted_is_not_kept()
    {
        var (path, _) = Big("big.txt", 100_000);
        using (var set = await LoadAsync(path))
        {
            await File.AppendAllTextAsync(path, "more\n", Stop);
            Assert.Equal(100_000, TextStatistics.CountLines(set.Context, Stop));
        }

        Assert.Equal(0, Store().Measure().Indexes);
    }

    [Fact]
    public async Task Every_single_damaged_byte_and_every_cut_is_refused_and_made_anew()
    {
        var (path, _) = Big("big.txt", 50_000);
        await CountAsync(path, 50_000);
        var index = Assert.Single(Directory.GetFiles(Indexes));
        var whole = await File.ReadAllBytesAsync(index, Stop);
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(index, damaged, Stop);
            Assert.Null(Store().Find(path, Facts(path), 0, new FileInfo(path).Length));
            Assert.False(File.Exists(index));

            await File.WriteAllBytesAsync(index, whole[..i], Stop);
            Assert.Null(Store().Find(path, Facts(path), 0, new FileInfo(path).Length));
        }

        await File.WriteAllBytesAsync(index, [.. whole, 0], Stop);
        await CountAsync(path, 50_000);
        Assert.Equal(whole, await File.ReadAllBytesAsync(index, Stop));
        Assert.NotNull(Store().Find(path, Facts(path), 0, new FileInfo(path).Length));
    }

    [Fact]
    public async Task An_index_that_another_key_sealed_is_refused()
    {
        var (path, _) = Big("big.txt", 50_000);
        await CountAsync(path, 50_000);
        File.Delete(Options.IndexKeyFile!);
        Assert.Null(Store().Find(path, Facts(path), 0, new FileInfo(path).Length));
        await CountAsync(path, 50_000);
    }

    [Fact]
    public async Task The_index_of_another_file_is_not_taken_under_a_foreign_name()
    {
        var (first, text) = Big("a.txt", 50_000);
        var second = _folder.Write("b.txt", text.Replace('\n', ' '));
        File.SetLastWriteTimeUtc(second, File.GetLastWriteTimeUtc(first));
        await CountAsync(first, 50_000);
        var index = Assert.Single(Directory.GetFiles(Indexes));
        var bytes = await File.ReadAllBytesAsync(index, Stop);
        File.Delete(index);
        await CountAsync(second, 1);
        var other = Assert.Single(Directory.GetFiles(Indexes));
        await File.WriteAllBytesAsync(other, bytes, Stop);
        await CountAsync(second, 1);
    }

    [Fact]
    public async Task Links_pipes_and_folders_in_its_place_do_no_harm()
    {
        var (path, _) = Big("big.txt", 50_000);
        await CountAsync(path, 50_000);
        var index = Assert.Single(Directory.GetFiles(Indexes));
        var target = _folder.PathOf("kept");
        File.Move(index, target);
        File.CreateSymbolicLink(index, target);
        await CountAsync(path, 50_000);
        Assert.True(File.Exists(target));

        File.Delete(index);
        Load.MakePipe(index);
        await CountAsync(path, 50_000);

        File.Delete(index);
        Directory.CreateDirectory(Path.Combine(index, "full"));
        await CountAsync(path, 50_000);
        Assert.True(Directory.Exists(index));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_costs_the_keeping_only_and_is_told_once()
    {
        var (path, _) = Big("big.txt", 50_000);
        _folder.Write(Path.Combine("cache", "indexes"), "a file");
        var store = Store();
        for (var i = 0; i < 2; i++)
        {
            using var set = await LoadAsync(store, path);
            Assert.Equal(50_000, TextStatistics.CountLines(set.Context, Stop));
        }

        Assert.Single(_logger.Messages, m => m.Contains("cannot be used", StringComparison.Ordinal) && m.Contains(Indexes, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_within_the_folder_keeps_nothing()
    {
        var (path, _) = Big("big.txt", 50_000);
        var store = new LineIndexStore(Options with { IndexKeyFile = Path.Combine(Indexes, "key") }, new Clock(Later), _logger);
        using var set = await LoadAsync(store, path);
        Assert.Equal(50_000, TextStatistics.CountLines(set.Context, Stop));
        Assert.Equal(0, store.Measure().Indexes);
        Assert.Single(_logger.Messages);
    }

    [Fact]
    public async Task Those_used_longest_ago_go_and_all_go_when_asked()
    {
        var paths = Enumerable.Range(0, 4).Select(i => Big($"{i}.txt", 50_000).Path).ToList();
        await CountAsync(paths[0], 50_000);
        var one = Store().Measure().Bytes;
        var options = Options with { MaxIndexBytes = (3 * one) + 1 };
        for (var i = 0; i < 4; i++)
        {
            // The first is used again before there is no room, and so outlives the second.
            foreach (var path in i == 3 ? [paths[0], paths[3]] : (string[])[paths[i]])
            {
                var store = new LineIndexStore(options, new Clock(Later.AddMinutes(i).AddSeconds(path == paths[3] ? 1 : 0)), _logger);
                using var set = await LoadAsync(store, path);
                TextStatistics.CountLines(set.Context, Stop);
            }
        }

        Assert.Equal(3, Store().Measure().Indexes);
        Assert.Equal([true, false, true, true], paths.Select(p => Store().Find(p, Facts(p), 0, new FileInfo(p).Length) is not null));
        Assert.Equal(3, Store().Clear());
        Assert.Equal((0, 0L), Store().Measure());
    }

    [Fact]
    public async Task Small_files_and_a_store_without_a_folder_keep_nothing()
    {
        var (path, _) = Big("big.txt", 50_000);
        foreach (var options in (DocumentOptions[])[Options with { IndexFromBytes = 64L << 20 }, Options with { IndexFolder = null }, new(), Options with { MaxIndexBytes = 0 }])
        {
            var store = new LineIndexStore(options, new Clock(Later), _logger);
            using var set = await LoadAsync(store, path);
            Assert.Equal(50_000, TextStatistics.CountLines(set.Context, Stop));
            Assert.Equal((0, 0L), store.Measure());
        }

        Assert.Empty(_logger.Messages);
    }

    [Fact]
    public async Task Indexes_are_for_their_owner_only()
    {
        var (path, _) = Big("big.txt", 50_000);
        await CountAsync(path, 50_000);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Indexes));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Indexes))));
    }

    [Fact]
    public async Task A_file_that_was_checked_as_a_whole_is_not_checked_again()
    {
        var (path, _) = Big("big.txt", 200_000);
        Assert.InRange(ReadToLoad(), new FileInfo(path).Length, long.MaxValue);
        await CountAsync(path, 200_000);
        Assert.InRange(ReadToLoad(), 1, new FileInfo(path).Length / 4);

        long ReadToLoad()
        {
            var before = BytesRead();
            using var intake = new DocumentIntake(Options, Store(), Rlm.Documents.Formats.ConversionLimits.Default);
            var loading = intake.FromFileAsync(path, Path.GetFileName(path), Stop);
            Assert.True(loading.IsCompletedSuccessfully);
            Assert.Equal(DocumentEncoding.Utf8, loading.GetAwaiter().GetResult().Encoding);
            Assert.False(loading.GetAwaiter().GetResult().EndsInLine);
            return BytesRead() - before;
        }
    }

    private DocumentOptions Options => new() { IndexFolder = Indexes, IndexKeyFile = _folder.PathOf("config", "seal.key"), IndexFromBytes = 1 << 20 };

    /// <summary>What this process read by system calls, as the kernel counts it.</summary>
    private static long BytesRead() =>
        long.Parse(File.ReadLines("/proc/thread-self/io").First(l => l.StartsWith("rchar:", StringComparison.Ordinal))["rchar:".Length..]);

    private static string Line(int number) => $"line {number} – größe 漢字 😀 of a text\n";

    private static long Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static FileFacts Facts(string path) => FileFacts.Of(path, followLinks: true);

    private (string Path, string Text) Big(string name, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append(Line(i));
        }

        return (_folder.Write(name, text.ToString()), text.ToString());
    }

    // As another process is it: with nothing in memory, and an hour after the file was written.
    private LineIndexStore Store() => new(Options, new Clock(Later), _logger);

    private Task<DocumentSet> LoadAsync(params string[] paths) => LoadAsync(Store(), paths);

    private static Task<DocumentSet> LoadAsync(LineIndexStore store, params string[] paths) =>
        new DocumentLoader(new DocumentOptions(), store, null).LoadAsync(paths, null, Stop);

    private async Task CountAsync(string path, long lines)
    {
        using var set = await LoadAsync(path);
        Assert.Equal(lines, TextStatistics.CountLines(set.Context, Stop));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class ListLogger : ILogger<LineIndexStore>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
