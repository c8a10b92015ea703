using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Disks that are full, read-only, gone, or not ours: everything is compiled, and one warning says why.</summary>
[Trait("Category", "Security")]
public sealed class FailingDiskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_that_fails_costs_its_use_and_one_warning()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The cases are made with Linux's own means.");
        var permitted = new Dictionary<Needs, bool>();
        foreach (var needs in Enum.GetValues<Needs>())
        {
            permitted[needs] = await IsPermittedAsync(needs);
        }

        var cases = DiskFault.All.Take(Cases.Of(full: DiskFault.All.Count, quick: 8)).ToList();
        var (run, problems) = (0, new List<string>());
        foreach (var fault in cases.Where(fault => permitted[fault.Needs]))
        {
            run++;
            try
            {
                if (await RunAsync(fault) is { } problem)
                {
                    problems.Add($"{fault.Name}: {problem}");
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or IOException)
            {
                problems.Add($"{fault.Name}: {exception.Message}");
            }
        }

        var skipped = cases.Where(fault => !permitted[fault.Needs]).Select(fault => $"{fault.Name} ({fault.Needs})").ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{run} cases; not permitted here: {(skipped.Count == 0 ? "none" : string.Join(", ", skipped))}");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.SkipWhen(run == 0, $"None of the cases is permitted here: {string.Join(", ", skipped)}");
    }

    [Fact]
    public async Task A_folder_that_vanishes_is_made_again_and_nothing_is_said()
    {
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var cache = SmallModule.Cache(folder, logger);
        for (var round = 0; round < 5; round++)
        {
            Assert.NotNull((await cache.GetReadyMadeAsync(SmallModule.Make(round), Stop)).Module);
            Assert.Equal(1, cache.GetStats().DiskItems);
            Directory.Delete(folder.PathOf("modules"), recursive: true);
        }

        Assert.Empty(logger.Warnings);
    }

    /// <summary>What was not as it should be, or null.</summary>
    private static async Task<string?> RunAsync(DiskFault fault)
    {
        using var folder = new TempFolder();
        for (var number = 0; number < 4; number++)
        {
            await File.WriteAllBytesAsync(folder.PathOf($"{number}.wasm"), SmallModule.Wasm(number), Stop);
        }

        // A folder that lost its rights could not be removed.
        using var rights = new GiveRightsBack(folder.Path);
        using var host = CacheHostProcess.Start(Script(fault, folder.Path), ("DOTNET_EnableWriteXorExecute", "0"));
        await host.AskAsync("open", Path.Combine(folder.Path, fault.Folder), folder.PathOf("config", "key"));
        var answers = new List<CacheHost.HostAnswer> { await host.AskAsync("module", folder.PathOf("0.wasm"), "1") };
        if (fault.During is ["shell", var command])
        {
            await host.ShellAsync($"cd '{folder.Path}'; {command}");
        }
        else if (fault.During is { } words)
        {
            // What is read from now on cannot be opened; so it is asked for by name, not by file.
            await host.AskAsync(["load", .. Enumerable.Range(1, 3).Select(number => folder.PathOf($"{number}.wasm"))]);
            await host.AskAsync(words);
        }

        for (var number = 1; number < 4; number++)
        {
            answers.Add(await host.AskAsync("module", folder.PathOf($"{number}.wasm"), "1"));
            await host.AskAsync("clear");
        }

        answers.Add(await host.AskAsync("module", folder.PathOf("3.wasm"), "1"));
        var last = answers[^1];
        return answers.Find(a => a.Error is not null)?.Error
            ?? (answers.Any(a => a.Modules != 1) ? "a module is missing" : null)
            ?? (last.Warnings.Count != 1 ? $"{last.Warnings.Count} warnings\n  {string.Join("\n  ", last.Warnings)}" : null)
            ?? (last.Refused != 0 ? $"{last.Refused} entries refused" : null)
            ?? (last.Misses != answers.Count ? $"{last.Misses} compiles of {answers.Count}" : null);
    }

    private static string Script(DiskFault fault, string folder)
    {
        var then = fault.Needs switch
        {
            Needs.Modes when IsRoot => "exec setpriv --inh-caps=-all --bounding-set=-all -- \"$0\" \"$@\"",
            Needs.FileSizes => "trap '' XFSZ; exec prlimit --fsize=1024 -- \"$0\" \"$@\"",
            _ => "exec \"$0\" \"$@\"",
        };
        var script = $"cd '{folder}'\n{fault.Before}\n{then}";
        return fault.Needs is Needs.Mounts or Needs.Flags or Needs.Loops
            ? $"exec {Unshare} /bin/sh -ec '{script.Replace("'", "'\\''", StringComparison.Ordinal)}' \"$0\" \"$@\""
            : script;
    }

    private static bool IsRoot => Environment.UserName == "root";

    // Mounts that nobody else sees, and that are gone when the process is; a plain user has them in a world of its own.
    private static string Unshare => IsRoot ? "unshare --mount" : "unshare --user --map-root-user --mount";

    private static async Task<bool> IsPermittedAsync(Needs needs) => needs switch
    {
        Needs.Nothing => true,
        Needs.Modes => !IsRoot || await SucceedsAsync("setpriv --inh-caps=-all --bounding-set=-all -- true"),
        Needs.Owners => IsRoot && await SucceedsAsync("f=$(mktemp); chown 54321 $f; rm $f"),
        Needs.Mounts => await SucceedsAsync($"{Unshare} mount -t tmpfs tmpfs /mnt"),
        Needs.Flags => IsRoot && await SucceedsAsync($"{Unshare} sh -ec 'mount -t tmpfs tmpfs /mnt; mkdir /mnt/a; chattr +a /mnt/a'"),
        Needs.Loops => IsRoot && await SucceedsAsync(
            $"{Unshare} sh -ec 'mount -t tmpfs tmpfs /mnt; truncate -s 8M /mnt/i; mkfs.ext4 -q -F /mnt/i; mkdir /mnt/d; mount -o loop /mnt/i /mnt/d'"),
        Needs.FileSizes => await SucceedsAsync("prlimit --fsize=1024 -- true"),
        _ => throw new ArgumentOutOfRangeException(nameof(needs)),
    };

    private static async Task<bool> SucceedsAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", script]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(Stop), shell.StandardError.ReadToEndAsync(Stop));
        await Task.WhenAll(said, complained);
        await shell.WaitForExitAsync(Stop);
        return shell.ExitCode == 0;
    }

    private sealed class GiveRightsBack(string folder) : IDisposable
    {
        public void Dispose()
        {
            using var chmod = Process.Start("chmod", ["-R", "u+rwX", folder]);
            chmod.WaitForExit();
        }
    }
}
