using System.Text;
using System.Text.Json;
using Rlm.Documents;

namespace Rlm.Configuration;

/// <summary>A file that its user has accepted, as it was then.</summary>
/// <param name="Path">The whole path, without links in its folders.</param>
/// <param name="Sha256">The hash of its bytes.</param>
internal sealed record TrustedFile(string Path, string Sha256);

/// <summary>
/// The <c>rlm.toml</c> files that the user has accepted with <c>rlm config trust</c>: one JSON object a line, in the user's
/// own configuration folder, readable by its owner only.
/// </summary>
/// <param name="list">The file that holds them; need not exist.</param>
internal sealed class TrustedFiles(string list)
{
    private const int MaxBytes = 4 << 20;

    /// <summary>Those of this user.</summary>
    public static TrustedFiles OfUser { get; } = new(Hosting.RlmPaths.TrustedFiles);

    /// <summary>Where they are kept.</summary>
    public string Path => list;

    /// <summary>Whether a file was accepted at all, in whatever form.</summary>
    public bool Knows(string path) => Read().Any(f => f.Path == Identity(path));

    /// <summary>Whether a file was accepted as it is now.</summary>
    public bool Contains(string path, string sha256) => Read().Contains(new TrustedFile(Identity(path), sha256));

    /// <summary>Accepts a file as it is; what was accepted of it before no longer counts.</summary>
    public void Add(string path, string sha256)
    {
        var identity = Identity(path);
        Write([.. Read().Where(f => f.Path != identity), new TrustedFile(identity, sha256)]);
    }

    /// <summary>Takes the acceptance back; false when there was none.</summary>
    public bool Remove(string path)
    {
        var (all, identity) = (Read(), Identity(path));
        var rest = all.FindAll(f => f.Path != identity);
        if (rest.Count < all.Count)
        {
            Write(rest);
        }

        return rest.Count < all.Count;
    }

    /// <summary>The whole path, its folder without links: as the system says it of a working folder.</summary>
    public static string Identity(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return System.IO.Path.Combine(Physical(System.IO.Path.GetDirectoryName(full)!), System.IO.Path.GetFileName(full));
    }

    private static string Physical(string folder)
    {
        if (System.IO.Path.GetDirectoryName(folder) is not { } parent)
        {
            return folder;
        }

        var here = System.IO.Path.Combine(Physical(parent), System.IO.Path.GetFileName(folder));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Physical(target.FullName) : here;
    }

    /// <summary>A list that is not there, or a line that is none, trusts nothing.</summary>
    private List<TrustedFile> Read()
    {
        var bytes = RegularFile.Read(list, MaxBytes, out _) ?? [];
        return [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<TrustedFile>()];
    }

    private static TrustedFile? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TrustJson.Default.TrustedFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(IEnumerable<TrustedFile> files)
    {
        var folder = System.IO.Path.GetDirectoryName(list)!;
        var next = $"{list}.{Environment.ProcessId}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(next, options))
            {
                foreach (var file in files)
                {
                    JsonSerializer.Serialize(stream, file, TrustJson.Default.TrustedFile);
                    stream.WriteByte((byte)'\n');
                }
            }

            File.Move(next, list, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"what is trusted cannot be written down: {exception.Message}", exception);
        }
    }
}

/// <summary>Source-generated JSON of the list.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[System.Text.Json.Serialization.JsonSerializable(typeof(TrustedFile))]
internal sealed partial class TrustJson : System.Text.Json.Serialization.JsonSerializerContext;
