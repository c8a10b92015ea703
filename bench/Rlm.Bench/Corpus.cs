using Microsoft.Win32.SafeHandles;
using Rlm.Wasm.Execution;

namespace Rlm.Bench;

/// <summary>100 MB of text: the sample novels, again and again.</summary>
internal static class Corpus
{
    public const long Bytes = 100_000_000;

    private static readonly string[] Novels = ["moby-dick.txt", "emma.txt", "manuel.txt", "alice.txt"];

    public static string Make()
    {
        var path = Path.Combine(Places.Work, "novels-100MB.txt");
        if (File.Exists(path) && new FileInfo(path).Length == Bytes)
        {
            return path;
        }

        var novels = Novels.SelectMany(name => File.ReadAllBytes(Places.Document(name))).ToArray();
        using (var file = File.Create(path + ".tmp"))
        {
            while (file.Length + novels.Length <= Bytes)
            {
                file.Write(novels);
            }

            // Filled up with a byte that is a character of its own, so that the file is UTF-8 at its end too.
            file.Write([.. Enumerable.Repeat((byte)'\n', (int)(Bytes - file.Length))]);
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }
}

/// <summary>A file read by position.</summary>
internal sealed class FileInput(SafeFileHandle file) : AnalysisInput
{
    public override long Length { get; } = RandomAccess.GetLength(file);

    public override bool TryRead(long position, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file, destination, position);
            if (read == 0)
            {
                return false;
            }

            destination = destination[read..];
            position += read;
        }

        return true;
    }
}
