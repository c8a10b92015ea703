using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>A folder of a test's own with one sealed entry in it, compiled once for all tests.</summary>
internal sealed class FilledFolder : IDisposable
{
    public const string Source = "pub fn analyze(input: &str) -> String { format!(\"{} lines\", input.lines().count()) }";

    private static readonly SemaphoreSlim Once = new(1, 1);

    private readonly TempFolder _folder = new();

    private FilledFolder()
    {
    }

    public ModuleCacheOptions Options => new() { Folder = _folder.PathOf("modules"), KeyFile = _folder.PathOf("key") };

    public string Entry => Directory.EnumerateFiles(Options.Folder!).Single();

    public static async Task<FilledFolder> MakeAsync()
    {
        var made = new FilledFolder();
        var template = Repository.PathOf("artifacts", "test-cache", "one-entry");
        await Once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // The key of the entry changes with the sources of the library; then the old one is of no use.
            var options = new ModuleCacheOptions { Folder = Path.Combine(template, "modules"), KeyFile = Path.Combine(template, "key") };
            var lookup = await new ModuleCache(Sandbox.Compiler, options).GetAsync(Source, TestContext.Current.CancellationToken);
            foreach (var file in Directory.EnumerateFiles(options.Folder).Where(f => Path.GetFileNameWithoutExtension(f) != lookup.Module!.Key))
            {
                File.Delete(file);
            }

            Directory.CreateDirectory(made.Options.Folder!);
            File.Copy(options.KeyFile, made.Options.KeyFile!);
            File.Copy(Path.Combine(options.Folder, lookup.Module!.Key + ".module"), Path.Combine(made.Options.Folder!, lookup.Module.Key + ".module"));
            return made;
        }
        finally
        {
            Once.Release();
        }
    }

    public ModuleCache Open(ListLogger<ModuleCache>? logger = null) => new(Sandbox.Compiler, Options, null, logger);

    public void Dispose() => _folder.Dispose();
}
