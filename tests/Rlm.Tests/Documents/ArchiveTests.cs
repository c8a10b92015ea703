using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

public sealed class ArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gzipped_file_is_the_file()
    {
        var text = Load.LongText();
        _folder.Write("app.log.gz", Gzip(Encoding.UTF8.GetBytes(text)));
        using var set = await Load.From(_folder.PathOf("app.log.gz"));
        Assert.Equal(["app.log"], set.Names());
        Assert.Equal(text, Texts.String(set.Context));
        _folder.Write("app.log", "plain\n");
        using var folder = await Load.From(_folder.Path);
        Assert.Equal(["app.log", "app.log.gz"], folder.Names());
        byte[] members = [.. Gzip("one\n"u8.ToArray()), .. Gzip("two\n"u8.ToArray())];
        using var two = await Load.From(_folder.Write("two.gz", members));
        Assert.Equal("one\ntwo\n", Texts.String(two.Context));
    }

    [Fact]
    public async Task A_gzipped_file_that_is_cut_anywhere_is_a_problem_and_never_a_shorter_document()
    {
        // Lines that hardly compress, so that the cuts lie in content too, beyond what is read at once.
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i} {random.NextInt64():x}\n"));
        var whole = Gzip(Encoding.UTF8.GetBytes(text));
        byte[] two = [.. whole, .. Gzip("two\n"u8.ToArray())];
        int[] cuts = [0, 1, 9, 10, 12, 1_000, whole.Length / 2, .. Enumerable.Range(1, 12).Select(missing => whole.Length - missing)];
        byte[][] cut =
        [
            .. cuts.Select(length => whole[..length]),
            .. new[] { 1, 4, 8, 9, 20 }.Select(missing => two[..^missing]),
            two[..(whole.Length + 1)],
        ];
        foreach (var bytes in cut)
        {
            using var set = await Load.From(_folder.Write("cut.gz", bytes));
            Assert.Equal(DocumentProblemCode.BrokenArchive, set.Problem());
            Assert.Contains("cut off", set.Problems[0].ToString());
            Assert.Empty(set.Documents);
            if (bytes.Length > 1)
            {
                using var input = await Load.FromInput(bytes, "-");
                Assert.Equal(DocumentProblemCode.BrokenArchive, input.Problem());
            }
        }

        // The archive itself is whole here, and what is missing comes after it.
        using var tar = await Load.From(_folder.Write("cut.tar.gz", Gzip(Tar(("a.txt", Encoding.UTF8.GetBytes(text))))[..^8]));
        Assert.Equal(DocumentProblemCode.BrokenArchive, tar.Problem());
        Assert.Empty(tar.Documents);
        _folder.Write("x.txt", "x");
        using var folder = await Load.With(new() { Include = ["*.gz", "*.txt"] }, _folder.Path);
        Assert.Equal(["x.txt"], folder.Names());
        Assert.Equal(["cut.gz", "cut.tar.gz"], folder.Out(LeftOutReason.Unreadable));
    }

    [Fact]
    public async Task Gzip_members_may_be_many_and_empty_and_followed_by_zeros_but_by_nothing_else()
    {
        var text = Load.LongText();
        var empty = Gzip([]);
        var lone = "one\n"u8.ToArray();

        // A header with all that it may have: extra field, name, comment and a checksum of its own.
        byte[] full = [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, .. "name\0comment\0"u8, 0, 0, .. Gzip(lone).AsSpan(10)];
        foreach (var (bytes, expected) in new (byte[], string)[]
        {
            ([.. Gzip(lone), .. new byte[700]], "one\n"),
            ([.. Gzip(lone), .. new byte[512], .. Gzip("two\n"u8.ToArray()), .. new byte[100_000]], "one\ntwo\n"),
            ([.. Gzip(lone).AsSpan(0, 10), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], ""),
            ([.. empty, .. empty, .. Gzip(lone), .. empty], "one\n"),
            ([.. full, .. full], "one\none\n"),
            ([.. Gzip(Encoding.UTF8.GetBytes(text)), .. new byte[3], .. Gzip(Encoding.UTF8.GetBytes(text))], text + text),
            ([.. Enumerable.Repeat(Gzip(lone), 9_000).SelectMany(one => one)], string.Concat(Enumerable.Repeat("one\n", 9_000))),
        })
        {
            using var set = await Load.From(_folder.Write("many.gz", bytes));
            Assert.Empty(set.Problems);
            Assert.Equal(expected, Texts.String(set.Context));
            using var input = await Load.FromInput(bytes, "-");
            Assert.Equal(expected, Texts.String(input.Context));
        }

        foreach (var after in new byte[][] { [1], [0, 0, 7], "text"u8.ToArray(), [0x1F], [0x1F, 0x8B, 8] })
        {
            using var set = await Load.From(_folder.Write("more.gz", [.. Gzip(lone), .. after]));
            Assert.Equal(DocumentProblemCode.BrokenArchive, set.Problem());
            Assert.Empty(set.Documents);
        }
    }

    [Fact]
    public async Task Zip_and_tar_archives_hold_documents_in_their_order()
    {
        (string, byte[])[] entries =
        [
            ("z/b.txt", "b"u8.ToArray()), ("a.txt", "a\n"u8.ToArray()), ("../up.txt", "up\n"u8.ToArray()),
            ("/root.txt", "root\n"u8.ToArray()), ("dup.txt", "1\n"u8.ToArray()), ("dup.txt", "2\n"u8.ToArray()),
            ("latin.txt", [0xE9, (byte)'\n']), ("pic.png", [0x89, .. "PNG\r\n"u8, 0x1A, 0]), (".env", "k=v"u8.ToArray()),
            ("node_modules/x.js", "x"u8.ToArray()), ("inner.zip", Zip(("x", "x"u8.ToArray()))), ("empty.txt", []),
        ];
        foreach (var (name, bytes) in new[] { ("a.zip", Zip(entries)), ("a.tar", Tar(entries)), ("a.tar.gz", Gzip(Tar(entries))), ("a.tgz", Gzip(Tar(entries))) })
        {
            using var set = await Load.From(_folder.Write(name, bytes));
            Assert.Equal(
                ["z/b.txt", "a.txt", "up.txt", "root.txt", "dup.txt", $"{name}/dup.txt", "latin.txt", "empty.txt"], set.Names());
            Assert.Equal("b\na\nup\nroot\n1\n2\né\n", Texts.String(set.Context));
            Assert.Equal(["pic.png"], set.Out(LeftOutReason.Binary));
            Assert.Equal([".env"], set.Out(LeftOutReason.KeyFile));
            Assert.Equal(["inner.zip"], set.Out(LeftOutReason.Archive));
            Assert.Equal(["node_modules/x.js"], set.Out(LeftOutReason.DependencyFolder));
            Assert.Empty(set.Problems);
        }

        using var both = await Load.From(_folder.PathOf("a.zip"), _folder.PathOf("a.tar"));
        Assert.Contains("a.zip/a.txt", both.Names());
        Assert.Contains("a.tar/a.txt", both.Names());
    }

    [Fact]
    public async Task Archives_in_a_folder_are_left_out_unless_they_are_meant()
    {
        _folder.Write("in/a.zip", Zip(("x.txt", "x"u8.ToArray())));
        _folder.Write("in/b.txt", "b");
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["b.txt"], set.Names());
        Assert.Equal(["a.zip"], set.Out(LeftOutReason.Archive));
        using var glob = await Load.From(_folder.PathOf("in/*.zip"));
        Assert.Equal(["a.zip/x.txt"], glob.Names());
        using var include = await Load.With(new() { Include = ["*.zip"] }, _folder.PathOf("in"));
        Assert.Equal(["a.zip/x.txt"], include.Names());
    }

    [Fact]
    public async Task An_archive_that_expands_without_bound_is_refused_as_a_whole()
    {
        var zeros = new byte[8 << 20];
        zeros.AsSpan().Fill((byte)'\n');
        var options = new DocumentOptions { FreeExpansionBytes = 1 << 20, MaxExpansionRatio = 10, SpillFolder = _folder.PathOf("spill") };
        var zip = Zip(("good.txt", "good\n"u8.ToArray()), ("a", zeros), ("b", zeros));
        foreach (var (name, bytes) in new[] { ("a.zip", zip), ("a.gz", Gzip(zeros)), ("a.tar.gz", Gzip(Tar(("a", zeros)))) })
        {
            using var set = await Load.With(options, _folder.Write(name, bytes));
            Assert.Equal(DocumentProblemCode.TooLarge, set.Problem());
            Assert.Empty(set.Documents);
        }

        using var spill = await Load.With(new() { MaxSpillBytes = 1000 }, _folder.PathOf("a.gz"));
        Assert.Equal(DocumentProblemCode.TooLarge, spill.Problem());
        using var count = await Load.With(new() { MaxArchiveEntries = 2 }, _folder.PathOf("a.zip"));
        Assert.Equal(DocumentProblemCode.TooLarge, count.Problem());
        using var allowed = await Load.With(new() { MaxExpansionRatio = null }, _folder.PathOf("a.zip"));
        Assert.Equal((16 << 20) + 5, allowed.Context.Length);
        using var folder = await Load.With(options with { Include = ["*.zip", "*.txt"] }, _folder.Path, _folder.Write("x.txt", "x"));
        Assert.Contains(folder.LeftOut, one => one.Reason == LeftOutReason.TooLarge);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf("spill")));
    }

    [Fact]
    public async Task A_damaged_archive_is_a_problem_and_none_of_it_is_read()
    {
        var tar = Gzip(Tar(("a.txt", Encoding.UTF8.GetBytes(Load.LongText())), ("b.txt", Encoding.UTF8.GetBytes(Load.LongText()))));
        byte[] flipped = [.. tar];
        flipped[tar.Length / 2] ^= 0xFF;
        var zip = Zip(("a.txt", Encoding.UTF8.GetBytes(Load.LongText())));
        byte[] flippedZip = [.. zip];
        flippedZip[zip.Length / 2] ^= 0x10;
        byte[] stored = Zip(CompressionLevel.NoCompression, ("a.txt", "The answer is 42."u8.ToArray()));
        stored.AsSpan().Replace((byte)'4', (byte)'5');
        foreach (var (name, bytes) in new[]
        {
            ("cut.tar.gz", tar[..(tar.Length / 2)]), ("flipped.tar.gz", flipped), ("text.gz", "text"u8.ToArray()),
            ("text.zip", "text"u8.ToArray()), ("cut.zip", zip[..^40]), ("flipped.zip", flippedZip), ("stored.zip", stored), ("cut.gz", Gzip(new byte[9])[..15]),
        })
        {
            using var set = await Load.From(_folder.Write(name, bytes));
            Assert.True(set.Problems.Count == 1, name);
            Assert.True(set.Problem() is DocumentProblemCode.BrokenArchive or DocumentProblemCode.NotText, $"{name}: {set.Problems[0]}");
            Assert.Empty(set.Documents);
        }
    }

    [Fact]
    public async Task A_mutated_archive_never_throws()
    {
        (string, byte[])[] entries = [("a.txt", Encoding.UTF8.GetBytes(Load.LongText(50))), ("b/c.txt", "c\n"u8.ToArray())];
        (string Name, byte[] Bytes)[] archives =
            [("m.zip", Zip(entries)), ("m.tar", Tar(entries)), ("m.tar.gz", Gzip(Tar(entries))), ("m.gz", Gzip(entries[0].Item2))];
        var options = new DocumentOptions { MaxSpillBytes = 1 << 20 };
        await Gen.Select(Gen.Int[0, 3], Gen.Select(Gen.Double.Unit, Gen.Byte).Array[1, 6], Gen.Double.Unit).SampleAsync(
            async (which, changes, keep) =>
            {
                byte[] bytes = [.. archives[which].Bytes];
                foreach (var (at, value) in changes)
                {
                    bytes[(int)(at * (bytes.Length - 1))] = value;
                }

                bytes = keep < 0.2 ? bytes[..(int)(keep * 5 * bytes.Length)] : bytes;
                var path = _folder.PathOf(Guid.NewGuid().ToString("N") + archives[which].Name);
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                using var set = await Load.With(options, path);
                Assert.True(set.Documents.Count > 0 || set.Problems.Count > 0);
                Assert.Equal(TextStatistics.Of(set.Context, TestContext.Current.CancellationToken).Bytes, set.Context.Length);
            },
            iter: 400);
    }

    [Fact]
    public async Task Links_in_a_tar_archive_are_left_out()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "passwd") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt") { DataStream = new MemoryStream("a"u8.ToArray()) });
        }

        using var set = await Load.From(_folder.Write("a.tar", stream.ToArray()));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(["passwd"], set.Out(LeftOutReason.Link));
    }

    [Fact]
    public async Task Standard_input_may_be_compressed_or_an_archive()
    {
        using var gzip = await Load.FromInput(Gzip("text"u8.ToArray()), "-");
        Assert.Equal(["stdin"], gzip.Names());
        Assert.Equal("text\n", Texts.String(gzip.Context));
        using var tar = await Load.FromInput(Gzip(Tar(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()))), "-");
        Assert.Equal(["a.txt", "b.txt"], tar.Names());
        using var zip = await Load.FromInput(Zip(("a.txt", "a"u8.ToArray())), "-");
        Assert.Equal(DocumentProblemCode.NotText, zip.Problem());
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Fastest, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return stream.ToArray();
    }
}
