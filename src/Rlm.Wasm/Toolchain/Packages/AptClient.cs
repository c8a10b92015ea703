using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>
/// Asks the distribution's package servers, with the machine's own sources and keys, but with lists and caches of our
/// own: nothing of the machine is changed, no root is needed, and lists that were cleared away do not matter.
/// </summary>
internal sealed class AptClient(string work, TimeProvider time)
{
    private static readonly TimeSpan UpdateLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(60);
    private const int DumpLimit = 512 << 20;

    private readonly Dictionary<string, string> _environment = ToolEnvironment.ForUserTools();

    /// <summary>Whether this machine has apt and dpkg.</summary>
    public static bool IsHere => Array.TrueForAll(
        (string[])["apt-get", "apt-cache", "dpkg-deb", "dpkg-query"],
        tool => ToolEnvironment.FindExecutable(tool, ToolEnvironment.ForUserTools()["PATH"]) is not null);

    /// <summary>Names of the packages that are installed on this machine.</summary>
    public static async Task<HashSet<string>> InstalledAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = "dpkg-query",
                Arguments = ["-W", "-f", "${db:Status-Status} ${Package}\\n"],
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = UpdateLimit,
                MaxOutputBytes = DumpLimit,
            },
            cancellationToken,
            time).ConfigureAwait(false);
        return result.Output.Split('\n')
            .Where(line => line.StartsWith("installed ", StringComparison.Ordinal))
            .Select(line => line["installed ".Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Fetches the lists. A source that does not answer is no failure yet: the others may have all that is needed.</summary>
    public Task<ProcessResult> UpdateAsync(Action<string> onLine, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(work, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(work, "cache", "archives", "partial"));
        File.WriteAllText(Configuration, $"""
            Dir::State::lists "{work}/lists/";
            Dir::Cache "{work}/cache/";
            Dir::Log "{work}";
            APT::Sandbox::User "{Environment.UserName}";
            Acquire::Retries "2";
            Acquire::http::Timeout "30";
            Acquire::https::Timeout "30";
            Acquire::Languages "none";
            #clear Acquire::IndexTargets;
            Acquire::IndexTargets::deb::Packages {"{"}
              MetaKey "$(COMPONENT)/binary-$(ARCHITECTURE)/Packages";
              flatMetaKey "Packages";
              ShortDescription "Packages";
              Description "$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Packages";
              flatDescription "$(RELEASE) Packages";
              Optional "no";
            {"}"};
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;

            """);
        return RunAsync("apt-get", ["update"], work, UpdateLimit, OutputKeep.Tail, onLine, cancellationToken);
    }

    /// <summary>What can be had, each package in the version that apt would install.</summary>
    public async Task<(PackageIndex Index, ProcessResult Result)> IndexAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync("apt-cache", ["dumpavail"], work, UpdateLimit, OutputKeep.Head, null, cancellationToken).ConfigureAwait(false);
        var index = new PackageIndex();
        using var reader = new StreamReader(new MemoryStream(result.OutputBytes.ToArray()));
        index.Read(reader);
        return (index, result);
    }

    /// <summary>Puts the <c>.deb</c> files into a folder; apt checks them against the signed lists.</summary>
    public Task<ProcessResult> DownloadAsync(IEnumerable<Package> packages, string folder, Action<string> onLine, CancellationToken cancellationToken) =>
        RunAsync(
            "apt-get", ["download", .. packages.Select(package => $"{package.Name}={package.Version}")],
            Directory.CreateDirectory(folder).FullName, DownloadLimit, OutputKeep.Tail, onLine, cancellationToken);

    private string Configuration => Path.Combine(work, "apt.conf");

    private Task<ProcessResult> RunAsync(
        string tool, string[] arguments, string folder, TimeSpan limit, OutputKeep keep, Action<string>? onLine, CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = tool,

                // A file given this way is read after the machine's own, whose proxies and credentials stay in force.
                Arguments = ["-c", Configuration, .. arguments],
                WorkingDirectory = folder,
                Environment = _environment,
                Timeout = limit,
                Keep = keep,
                MaxOutputBytes = keep == OutputKeep.Head ? DumpLimit : 1 << 16,
                OnLine = onLine,
            },
            cancellationToken,
            time);
}
