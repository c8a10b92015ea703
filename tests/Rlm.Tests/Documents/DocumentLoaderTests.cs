using System.Security.Cryptography;
using System.Text;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

public sealed class DocumentLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_keeps_its_bytes_and_its_name()
    {
        var text = "one\r\ntwo\r\n";
        using var set = await Load.From(_folder.Write("dir/a.txt", text), _folder.Write("dir/empty.txt", ""));
        Assert.Equal(["a.txt", "empty.txt"], set.Names());
        Assert.Equal(text, Texts.String(set.Context));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            set.Documents[0].ComputeHash(TestContext.Current.CancellationToken));
        Assert.Equal(0, set.Documents[1].Bytes);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_and_the_rest_is_read()
    {
        using var set = await Load.From(_folder.PathOf("missing.txt"), _folder.Write("a.txt", "a"), "-", "");
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(
            [DocumentProblemCode.NotFound, DocumentProblemCode.NoStandardInput, DocumentProblemCode.NotFound],
            set.Problems.Select(problem => problem.Code));
        Assert.Contains("missing.txt", set.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_once()
    {
        using var set = await Load.FromInput(Encoding.UTF8.GetBytes(Load.LongText()), "-", "-");
        Assert.Equal(["stdin"], set.Names());
        Assert.Equal(Load.LongText(), Texts.String(set.Context));
        Assert.Equal(DocumentProblemCode.NoStandardInput, set.Problem());
    }

    [Fact]
    public async Task Endless_standard_input_ends_at_the_bound()
    {
        var loader = new DocumentLoader(new() { MaxSpillBytes = 10 << 20 });
        using var set = await loader.LoadAsync(["-"], new Endless(), TestContext.Current.CancellationToken);
        Assert.Equal(DocumentProblemCode.TooLarge, set.Problem());
    }

    [Fact]
    public async Task Waiting_for_standard_input_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var silent = new Silent();
        var loading = new DocumentLoader(new()).LoadAsync(["-"], silent, stop.Token);
        await silent.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
    }

    [Fact]
    public async Task Several_folders_keep_their_names_and_no_file_comes_twice()
    {
        _folder.Write("one/a.txt", "1");
        _folder.Write("two/a.txt", "2");
        using var set = await Load.From(
            _folder.PathOf("one"), _folder.PathOf("two"), _folder.PathOf("one/a.txt"), _folder.PathOf("two") + "/*.txt");
        Assert.Equal(["one/a.txt", "two/a.txt"], set.Names());
        Assert.Equal(2, set.Out(LeftOutReason.Duplicate).Length);
        Assert.Empty(set.Problems);
        using var files = await Load.From(_folder.PathOf("one/a.txt"), _folder.PathOf("two/a.txt"));
        Assert.Equal("a.txt", files.Names()[0]);
        Assert.EndsWith("two/a.txt", files.Names()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_shrinks_is_replaced_or_vanishes_is_noticed_and_one_that_grows_is_not_read_on()
    {
        var text = Load.LongText();
        foreach (var (change, holds) in new (Action<string> Change, bool Holds)[]
        {
            (path => File.AppendAllText(path, "more"), true),
            (path => File.WriteAllText(path, "short"), false),
        })
        {
            using var set = await Load.From(_folder.Write("a.txt", text));
            change(_folder.PathOf("a.txt"));
            Assert.Equal(Encoding.UTF8.GetByteCount(text), set.Context.Length);
            Assert.Equal(holds, set.Context.TryRead(0, new byte[set.Context.Length]));
            if (!holds)
            {
                var thrown = Assert.Throws<DocumentChangedException>(() => TextStatistics.Of(set.Documents[0].Text, TestContext.Current.CancellationToken));
                Assert.Equal("a.txt", thrown.Name);
            }
        }
    }

    [Fact]
    public async Task A_file_that_was_closed_meanwhile_is_opened_again_only_if_it_is_the_same()
    {
        var text = Load.LongText(4000);
        for (var i = 0; i < 200; i++)
        {
            _folder.Write($"in/{i:000}.txt", text);
        }

        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(200, set.Documents.Count);
        File.Delete(_folder.PathOf("in/000.txt"));
        _folder.Write("in/other", text);
        File.Move(_folder.PathOf("in/other"), _folder.PathOf("in/001.txt"), overwrite: true);
        File.AppendAllText(_folder.PathOf("in/002.txt"), "more");
        File.Delete(_folder.PathOf("in/003.txt"));
        if (OperatingSystem.IsLinux())
        {
            Load.MakePipe(_folder.PathOf("in/003.txt"));
        }

        bool[] holds = [.. set.Documents.Take(5).Select(document => document.Text.TryRead(0, new byte[100]))];
        Assert.Equal([false, false, true, false, true], holds);
        Assert.Equal(text, Texts.String(set.Documents[199].Text));
        Assert.Equal("001.txt", Assert.Throws<DocumentChangedException>(() => set.Documents[1].Text.ReadUtf8String()).Name);
    }

    [Fact]
    public async Task Five_thousand_files_are_read_from_many_threads_with_few_open()
    {
        var text = Load.LongText(100);
        for (var i = 0; i < 5000; i++)
        {
            _folder.Write($"in/{i / 100}/{i}.txt", i + text);
        }

        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(5000, set.Documents.Count);
        Parallel.ForEach(set.Documents, document =>
            Assert.StartsWith(Path.GetFileNameWithoutExtension(document.Name), document.Text.ReadUtf8String(10), StringComparison.Ordinal));
        var counted = TextStatistics.Of(set.Context, TestContext.Current.CancellationToken);
        Assert.Equal(5000 * 100, counted.Lines);
        if (OperatingSystem.IsLinux())
        {
            var open = Directory.EnumerateFiles("/proc/self/fd").Count(path => TargetOf(path)?.StartsWith(_folder.Path, StringComparison.Ordinal) == true);
            Assert.InRange(open, 0, 128);
        }
    }

    /// <summary>What a descriptor is of; null for one that another test has closed meanwhile.</summary>
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_spill_folder_that_cannot_be_written_is_a_problem()
    {
        var notAFolder = _folder.Write("file", "x");
        var latin = _folder.Write("latin.txt", [(byte)'a', 0xE9, (byte)'b']);
        using var set = await Load.With(new() { SpillFolder = notAFolder }, latin);
        Assert.Equal(DocumentProblemCode.SpillFailed, set.Problem());
    }

    [Fact]
    public async Task Spilled_text_has_no_name_on_disk_and_goes_with_the_set()
    {
        var latin = _folder.Write("latin.txt", [(byte)'a', 0xE9, (byte)'b']);
        var spill = _folder.PathOf("spill");
        var set = await Load.With(new() { SpillFolder = spill }, latin);
        Assert.Empty(Directory.EnumerateFileSystemEntries(spill));
        Assert.Equal("aéb", Texts.String(set.Documents[0].Text));
        await set.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => { set.Documents[0].Text.TryRead(0, new byte[1]); });
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'y');
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Silent : MemoryStream
    {
        public TaskCompletionSource Asked { get; } = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Asked.SetResult();
            await new TaskCompletionSource().Task;
            return 0;
        }
    }
}
