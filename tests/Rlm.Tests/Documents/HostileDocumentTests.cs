using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

/// <summary>Folders and archives that were made to hang, to fill, or to lead out of themselves.</summary>
[Trait("Category", "Security")]
public sealed class HostileDocumentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        // What is not UTF-8 can be removed only as it was made.
        RmRecursive();
        _folder.Dispose();
    }

    [Fact]
    public async Task Names_that_are_no_utf8_are_left_out_and_hide_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are bytes on Linux only");
        byte[][] names = [[0xFF], [.. "a"u8, 0xC0, 0xAF, .. "b.txt"u8], [0xED, 0xA0, 0x80], [.. "x"u8, 0xF4, 0x90, 0x80, 0x80]];
        foreach (var name in names)
        {
            Assert.Equal(0, Mkdir(In(name), 0x1C0));
            Make(In([.. name, .. "/inside.txt"u8]), "inside");
            Make(In([.. name, .. ".txt"u8]), "file");
        }

        _folder.Write("in/ok.txt", "ok");
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["ok.txt"], set.Names());
        Assert.Equal(2 * names.Length, set.Out(LeftOutReason.NameNotUtf8).Length);
    }

    [Fact]
    public async Task Pipes_devices_sockets_and_loops_wherever_they_lie_hold_nothing_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are told from files on Linux only");
        _folder.Write("in/a.txt", "a");
        _folder.Write("in/.git/HEAD", "ref");
        Directory.CreateDirectory(_folder.PathOf("in/.git/info"));
        foreach (var pipe in new[] { "in/p.txt", "in/p.gz", "in/p.zip", "in/.gitignore", "in/.git/info/exclude" })
        {
            Load.MakePipe(_folder.PathOf(pipe));
        }

        foreach (var (link, target) in new[] { ("zero.txt", "/dev/zero"), ("tty", "/dev/tty"), ("self", "self"), ("up", ".."), ("out.txt", "../secret.txt"), ("fd", "/proc/self/fd"), ("mem", "/proc/self/mem") })
        {
            File.CreateSymbolicLink(_folder.PathOf("in", link), target);
        }

        using (var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified))
        {
            socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder.PathOf("in/s.txt")));
            _folder.Write("secret.txt", "secret");
            using var set = await Load.From(_folder.PathOf("in"));
            Assert.Equal(["a.txt"], set.Names());
            using var glob = await Load.From(_folder.PathOf("in/*.txt"), _folder.PathOf("in/**/*"));
            Assert.Equal(["a.txt"], glob.Names());
        }

        using var named = await Load.From(_folder.PathOf("in/zero.txt"), _folder.PathOf("in/p.gz"), _folder.PathOf("in/self"), "/dev/zero");
        Assert.Empty(named.Documents);
        Assert.Equal(4, named.Problems.Count);
    }

    [Fact]
    public async Task A_terabyte_of_nothing_is_told_from_text_without_reading_it()
    {
        using (var sparse = File.Create(_folder.PathOf("sparse.txt")))
        {
            sparse.SetLength(1L << 40);
        }

        using (var sparse = File.Create(_folder.PathOf("begins.txt")))
        {
            sparse.Write("as text\n"u8);
            sparse.SetLength(1L << 40);
        }

        using var set = await Load.From(_folder.PathOf("sparse.txt"), _folder.PathOf("begins.txt"));
        Assert.Empty(set.Documents);
        Assert.Equal(2, set.Problems.Count);
    }

    [Fact]
    public async Task An_archive_leads_nowhere_out_of_itself_and_not_into_another()
    {
        string[] names = ["../up.txt", "../../../../../../etc/cron.d/x", "/abs.txt", "C:\\win.txt", "..\\back.txt", "a/../../b.txt", "./c.txt", "a//d.txt", "\u001b[31m.txt", "nul\0l.txt", "inner.zip", "inner.tar.gz", "inner.gz"];
        var (zip, tar) = (_folder.PathOf("a.zip"), _folder.PathOf("a.tar"));
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write("text\n"u8);
            }
        }

        using (var archive = new TarWriter(File.Create(tar)))
        {
            foreach (var name in names.Where(n => !n.Contains('\0', StringComparison.Ordinal)))
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("text\n"u8.ToArray()) });
            }

            foreach (var (kind, name) in new[] { (TarEntryType.SymbolicLink, "link"), (TarEntryType.HardLink, "hard"), (TarEntryType.Fifo, "fifo"), (TarEntryType.CharacterDevice, "device") })
            {
                var entry = new PaxTarEntry(kind, name);
                if (kind is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                {
                    entry.LinkName = "/etc/passwd";
                }

                archive.WriteEntry(entry);
            }
        }

        var before = Directory.GetFileSystemEntries(_folder.Path).Order().ToList();
        foreach (var path in new[] { zip, tar })
        {
            using var set = await Load.From(path);
            Assert.NotEmpty(set.Documents);
            Assert.All(set.Names(), n => Assert.False(n.StartsWith('/') || n.Split('/').Contains("..") || n.Any(char.IsControl), n));
            Assert.All(set.Documents, d => Assert.Equal("text\n", d.Text.ReadUtf8String()));
            Assert.Equal(3, set.Out(LeftOutReason.Archive).Length);
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public async Task One_name_many_times_is_numbered_in_good_time()
    {
        var count = Cases.Of(150_000, 20_000);
        using (var archive = new TarWriter(File.Create(_folder.PathOf("a.tar"))))
        {
            for (var i = 0; i < count; i++)
            {
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "same.txt") { DataStream = new MemoryStream("x\n"u8.ToArray()) });
            }
        }

        using var set = await Load.From(_folder.PathOf("a.tar"));
        Assert.Equal(count, set.Documents.Count);
        Assert.Equal(count, set.Names().Distinct().Count());
    }

    [Fact]
    public async Task An_archive_that_lies_about_its_sizes_is_a_problem_and_takes_no_memory()
    {
        // A header that promises two gigabytes of names, and holds a few bytes.
        using (var archive = new TarWriter(File.Create(_folder.PathOf("lies.tar"))))
        {
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt") { DataStream = new MemoryStream("x\n"u8.ToArray()) });
        }

        var bytes = await File.ReadAllBytesAsync(_folder.PathOf("lies.tar"), TestContext.Current.CancellationToken);
        Encoding.ASCII.GetBytes("17777777777").CopyTo(bytes.AsSpan(124));
        Array.Fill(bytes, (byte)' ', 148, 8);
        var sum = bytes.AsSpan(0, 512).ToArray().Sum(b => b);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8),6}\0 ".Replace(' ', '0')).AsSpan(0, 7).CopyTo(bytes.AsSpan(148));
        await File.WriteAllBytesAsync(_folder.PathOf("lies.tar"), bytes, TestContext.Current.CancellationToken);
        using var set = await Load.From(_folder.PathOf("lies.tar"));
        Assert.Empty(set.Documents);
        Assert.Single(set.Problems);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_analysed_is_told_and_crashes_nothing()
    {
        var path = _folder.Write("big.txt", string.Concat(Enumerable.Repeat("a line of text\n", 200_000)));
        foreach (var length in new[] { 2_000_000L, 4096, 1, 0 })
        {
            File.Delete(path);
            _folder.Write("big.txt", string.Concat(Enumerable.Repeat("a line of text\n", 200_000)));
            using var set = await Load.From(path);
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                file.SetLength(length);
            }

            var run = await Sandbox.Runner.RunAsync(
                "pub fn analyze(input: &str) -> String { input.len().to_string() }", Bind, null, TestContext.Current.CancellationToken);
            Assert.Equal(Rlm.Wasm.WasmErrorCode.InputChanged, run.Error!.Code);
            Assert.Throws<DocumentChangedException>(() => set.Context.ReadUtf8String());

            IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out Rlm.Wasm.WasmError? error)
            {
                error = null;
                return [set.Context];
            }
        }
    }

    private byte[] In(ReadOnlySpan<byte> name)
    {
        Directory.CreateDirectory(_folder.PathOf("in"));
        return [.. Encoding.UTF8.GetBytes(_folder.PathOf("in") + "/"), .. name, 0];
    }

    private static void Make(byte[] path, string text)
    {
        const int writeCreate = 0x41;
        var file = Open(path, writeCreate, 0x180);
        Assert.True(file >= 0);
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(file, ownsHandle: true);
        RandomAccess.Write(handle, Encoding.UTF8.GetBytes(text), 0);
    }

    private void RmRecursive()
    {
        using var rm = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _folder.PathOf("in")]);
        rm.WaitForExit();
    }

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    private static extern int Mkdir(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags, uint mode);
}
