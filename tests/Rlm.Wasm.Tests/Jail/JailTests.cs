using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Jail;

namespace Rlm.Wasm.Tests.Jail;

/// <summary>What a program in a jail can and cannot do, each jail alone; the program is bash, which can do a lot.</summary>
[Trait("Category", "Security")]
[SupportedOSPlatform("linux")]
public sealed class JailTests
{
    private const string Secret = "c0ffee-canary";

    public static TheoryData<string> All => Jails.All();

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_program_works_in_its_own_folder(string jail)
    {
        using var folder = new TempFolder();

        var result = await Jails.BashAsync(jail, folder, "echo a > one && mkdir in && mv one in/two && cat in/two && rm -r in && echo done > left && pwd");

        Assert.Equal(("a\n" + folder.Path + "\n", ""), (result.Output, result.ErrorOutput));
        Assert.Equal("done\n", await File.ReadAllTextAsync(folder.PathOf("left"), TestContext.Current.CancellationToken));
        Assert.Equal(["left"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_of_the_user_can_be_read(string jail)
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        var secret = elsewhere.Write("secret", Secret);
        string[] lines =
        [
            $"cat {secret}", $"cat {folder.Path}/../{Path.GetFileName(elsewhere.Path)}/secret", $"cat /proc/1/root{secret}", $"cat /proc/self/root{secret}",
            $"ln -s {secret} link; cat link", $"ln {secret} hard; cat hard", $"ls {elsewhere.Path}", $"cp {secret} here; cat here",
            "cat /etc/hostname /etc/passwd", "ls /home /root", "tr '\\0' '\\n' < /proc/1/environ; tr '\\0' '\\n' < /proc/$PPID/environ",
            "cat /proc/1/cmdline", "cat /dev/kmsg", "head -c 10 /dev/mem", "ls /var /opt /srv /boot",
        ];

        foreach (var line in lines)
        {
            var result = await Jails.BashAsync(jail, folder, line + " && echo REACHED");

            Assert.False(result.Output.Contains("REACHED", StringComparison.Ordinal), $"{line}: {result.Output}");
            Assert.DoesNotContain(Secret, result.Output + result.ErrorOutput, StringComparison.Ordinal);

            // A link that points out may be made; whoever reads a scratch folder does not follow links.
            Assert.All(
                Directory.EnumerateFiles(folder.Path).Where(file => new FileInfo(file).LinkTarget is null),
                file => Assert.DoesNotContain(Secret, ReadOrEmpty(file), StringComparison.Ordinal));
            foreach (var file in Directory.EnumerateFileSystemEntries(folder.Path))
            {
                File.Delete(file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_of_the_user_can_be_changed(string jail)
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        var file = elsewhere.Write("mine", Secret);
        var toolchain = await TestToolchain.GetAsync();
        var mode = File.GetUnixFileMode(file);
        string[] lines =
        [
            $"echo x > {file}", $"echo x >> {file}", $"rm {file}", $"mv {file} {folder.Path}/x", $"truncate -s 0 {file}", $"chmod 777 {file}", $"touch {file}",
            $"chown 1:1 {file}", $"echo x > {elsewhere.Path}/new", $"mkdir {elsewhere.Path}/new", $"rmdir {elsewhere.Path}", $"ln -sf /bin/sh {elsewhere.Path}/new",
            $"mkfifo {elsewhere.Path}/new", $"echo x > {toolchain.LibraryFolder}/librlm.rlib", $"rm {toolchain.RustcPath}", "echo x > /usr/bin/x", "echo x > /tmp/x",
        ];

        var written = File.GetLastWriteTimeUtc(file);
        foreach (var line in lines)
        {
            var result = await Jails.BashAsync(jail, folder, line);

            Assert.True(result.ExitCode != 0, line);
        }

        Assert.Equal((Secret, mode, written), (ReadOrEmpty(file), File.GetUnixFileMode(file), File.GetLastWriteTimeUtc(file)));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(elsewhere.Path));
        Assert.True(File.Exists(toolchain.RustcPath));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task There_is_no_network(string jail)
    {
        using var folder = new TempFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var tcp = await Jails.BashAsync(jail, folder, $"exec 3<> /dev/tcp/127.0.0.1/{port} && echo REACHED");
        var udp = await Jails.BashAsync(jail, folder, $"echo x > /dev/udp/127.0.0.1/{port} && echo SENT");

        Assert.DoesNotContain("REACHED", tcp.Output, StringComparison.Ordinal);
        Assert.False(listener.Pending());
        Assert.True(jail == "bubblewrap" || !udp.Output.Contains("SENT", StringComparison.Ordinal), "A socket could be made.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Other_processes_are_out_of_reach(string jail)
    {
        using var folder = new TempFolder();
        var self = Environment.ProcessId;

        foreach (var line in new[] { $"kill -0 {self}", $"kill -CONT {self}", "kill -0 -1", $"prlimit --pid {self} --nofile=1:1", $"cat /proc/{self}/maps", $"cat /proc/{self}/mem" })
        {
            // In a namespace of its own a process may have our number and be another.
            var result = await Jails.BashAsync(jail, folder, $"{line} && [ ! -e /proc/{self}/maps ] && echo REACHED");

            Assert.False(jail == "launcher" && result.Output.Contains("REACHED", StringComparison.Ordinal), line);
            Assert.DoesNotContain("-", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("both")]
    [InlineData("launcher")]
    public async Task No_namespace_can_be_made_inside(string jail)
    {
        using var folder = new TempFolder();

        foreach (var line in new[] { "unshare -U true", "unshare -n true", "unshare -m true", "setsid -w true", "nsenter -t 1 -n true", "chroot / true", "mount -t tmpfs x /tmp" })
        {
            var result = await Jails.BashAsync(jail, folder, $"{line} && echo REACHED");

            Assert.False(result.Output.Contains("REACHED", StringComparison.Ordinal), line);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Limits_hold(string jail)
    {
        using var folder = new TempFolder();
        var limits = new JailLimits { AddressSpaceBytes = 256L << 20, CpuSeconds = 1, FileBytes = 1 << 20, OpenFiles = 20 };

        var memory = await Jails.BashAsync(jail, folder, "x=$(printf '%0300000000d' 1); echo REACHED", limits);
        var file = await Jails.BashAsync(jail, folder, "yes | head -c 5000000 > big; echo ended", limits);
        var time = await Jails.BashAsync(jail, folder, "while :; do :; done", limits);
        var files = await Jails.BashAsync(jail, folder, "for i in $(seq 3 30); do eval \"exec $i> f$i\" || exit 1; done; echo REACHED", limits);
        var core = await Jails.BashAsync(jail, folder, "ulimit -c", limits);
        var higher = await Jails.BashAsync(jail, folder, "ulimit -v 4000000 && echo REACHED; ulimit -t 1000 && echo REACHED", limits with { CpuSeconds = 10 });

        Assert.DoesNotContain("REACHED", memory.Output, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(folder.PathOf("big")).Length, 1, 1 << 20);
        Assert.True(time is { TimedOut: false, ExitCode: 137 or 152 }, time.Ending);
        Assert.DoesNotContain("REACHED", files.Output, StringComparison.Ordinal);
        Assert.Equal("0\n", core.Output);

        // Root may lift limits where it is root still; what it cannot lift there is the end of the compile.
        Assert.True(Environment.UserName == "root" || !higher.Output.Contains("REACHED", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_environment_is_what_was_given(string jail)
    {
        Environment.SetEnvironmentVariable("RLM_TEST_SECRET", Secret);
        using var folder = new TempFolder();

        var result = await Jails.BashAsync(jail, folder, "env");

        Assert.DoesNotContain(Secret, result.Output, StringComparison.Ordinal);
        Assert.Contains("LC_ALL=C.UTF-8", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_jail_that_holds_passes_its_own_test(string jail)
    {
        var (plan, toolchain) = await Jails.GetAsync(jail);

        Assert.Null(await JailSelfTest.RunAsync(plan, toolchain, TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_launcher_dies_with_its_parent()
    {
        using var folder = new TempFolder();
        var (plan, _) = await Jails.GetAsync("launcher");
        using var parent = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", $"{plan.Launcher} parent=$$ cpu=60 read=/usr read=/lib read=/lib64 read=/bin write={folder.Path} -- /bin/sleep 1000 & echo $!; wait"])
        {
            RedirectStandardOutput = true,
        })!;
        using var child = Process.GetProcessById(int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture));

        parent.Kill();

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.HasExited);
    }

    [Fact]
    public async Task The_launcher_does_not_start_anything_when_its_parent_is_another()
    {
        var (plan, _) = await Jails.GetAsync("launcher");
        using var process = Process.Start(new ProcessStartInfo(plan.Launcher!, ["parent=1", "read=/", "--", "/bin/echo", "REACHED"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaint = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((125, "", "jail: the parent is gone: error 00000\n"), (process.ExitCode, said, complaint));
    }

    [Theory]
    [InlineData("read=/no/such/folder", "jail: /no/such/folder: error 00002\n")]
    [InlineData("as=abc", "jail: abc: error 00000\n")]
    [InlineData("as=", "jail: : error 00000\n")]
    [InlineData("cheese=1", "jail: cheese=1: error 00000\n")]
    [InlineData("cheese", "jail: cheese: error 00000\n")]
    public async Task The_launcher_starts_nothing_that_it_cannot_lock_up(string option, string complaint)
    {
        var (plan, _) = await Jails.GetAsync("launcher");
        using var process = Process.Start(new ProcessStartInfo(plan.Launcher!, [option, "read=/", "--", "/bin/echo", "REACHED"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        Assert.Equal(complaint, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(125, process.ExitCode);
    }

    [Fact]
    public async Task The_test_sees_a_jail_that_does_not_hold()
    {
        var toolchain = await TestToolchain.GetAsync();

        var failure = await JailSelfTest.RunAsync(JailPlan.Open, toolchain, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal("the compiler could read a file that is none of its own", failure);
    }

    [Fact]
    public async Task The_test_sees_a_jail_in_which_the_compiler_does_not_work()
    {
        var (plan, toolchain) = await Jails.GetAsync("launcher");

        var failure = await JailSelfTest.RunAsync(plan with { Launcher = "/bin/false" }, toolchain, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.StartsWith("the compiler does not work in it", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_jail_can_be_made_nothing_is_compiled()
    {
        using var folder = new TempFolder();
        var marker = folder.PathOf("ran");
        var locator = await FakeToolchain.MakeAsync(folder, $"echo ran >> '{marker}'; exit 1");
        var toolchain = (await locator.FindAsync(TestContext.Current.CancellationToken)).Toolchain!;
        Assert.SkipWhen(CompilerJail.Plans(toolchain).Count == 0, "No jail at all is tried here.");

        // The fake compiles nothing, so no jail passes its test; and a jailed fake cannot write its marker.
        var result = await new RustCompiler(locator, new CompilerOptions()).CompileAsync("pub fn analyze(input: &str) -> String { input.to_string() }", TestContext.Current.CancellationToken);

        Assert.Equal(WasmErrorCode.JailUnavailable, result.Error!.Code);
        Assert.Contains("jail = \"none\"", result.Error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task What_works_is_noted_and_found_again()
    {
        using var folder = new TempFolder();
        var toolchain = await TestToolchain.GetAsync();
        Assert.SkipWhen(CompilerJail.Plans(toolchain).Count == 0, "No jail can be made here.");
        var stop = TestContext.Current.CancellationToken;

        var first = await Jail().FindAsync(toolchain, stop);
        var note = Assert.Single(Directory.GetFiles(folder.PathOf("jail")));
        var written = File.GetLastWriteTimeUtc(note);
        var second = await Jail().FindAsync(toolchain, stop);
        var jail = Jail();
        jail.Forget(toolchain);

        Assert.Equal((first.Plan, written), (second.Plan, File.Exists(note) ? File.GetLastWriteTimeUtc(note) : written));
        Assert.False(File.Exists(note));
        Assert.NotEqual(JailPlan.Open, first.Plan);

        CompilerJail Jail() => new(JailMode.Required, folder.Path, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
    }

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
