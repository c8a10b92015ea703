using System.Runtime.InteropServices;
using System.Text;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

/// <summary>Short ways to load and to look at what was loaded.</summary>
internal static class Load
{
    public static Task<DocumentSet> From(params string[] specs) => With(new(), specs);

    public static Task<DocumentSet> With(DocumentOptions options, params string[] specs) =>
        new DocumentLoader(options).LoadAsync(specs, null, TestContext.Current.CancellationToken);

    public static Task<DocumentSet> FromInput(byte[] input, params string[] specs) =>
        new DocumentLoader(new()).LoadAsync(specs, new MemoryStream(input), TestContext.Current.CancellationToken);

    public static string[] Names(this DocumentSet set) => [.. set.Documents.Select(document => document.Name)];

    public static string[] Out(this DocumentSet set, LeftOutReason reason) =>
        [.. set.LeftOut.Where(one => one.Reason == reason).Select(one => one.Path)];

    public static DocumentProblemCode Problem(this DocumentSet set) => Assert.Single(set.Problems).Code;

    public static string Write(this TempFolder folder, string name, byte[] bytes)
    {
        var path = folder.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Lines of different lengths and widths, more than the loader looks at first.</summary>
    public static string LongText(int lines = 20_000)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append(i).Append(" of the lines, with ü and – and 漢 in it ").Append('x', i % 50).Append('\n');
        }

        return text.ToString();
    }

    public static void MakePipe(string path) => Assert.Equal(0, MkFifo(path, 0x180));

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
