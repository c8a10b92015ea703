using System.Globalization;
using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Jail;

/// <summary>Puts a tool's command line into the layers of a jail, the outermost first.</summary>
internal static class JailCommand
{
    private static readonly string[] Devices = ["/dev/null", "/dev/urandom"];

    public static ProcessRequest Wrap(JailPlan plan, JailedProgram program)
    {
        var request = program.Request;
        if (plan == JailPlan.Open)
        {
            return request;
        }

        List<string> command = [request.FileName, .. request.Arguments];
        if (plan.Launcher is { } launcher)
        {
            command.InsertRange(0, Launcher(launcher, program, inBubblewrap: plan.Bubblewrap is not null));
        }
        else if (plan.Prlimit is { } prlimit)
        {
            command.InsertRange(0, Prlimit(prlimit, program.Limits));
        }

        var environment = request.Environment;
        if (plan.Bubblewrap is { } bubblewrap)
        {
            command.InsertRange(0, Bubblewrap(bubblewrap, plan, program));
            environment = new Dictionary<string, string>();
        }

        return request with { FileName = command[0], Arguments = command[1..], Environment = environment };
    }

    /// <summary>Namespaces of its own for everything: no network, no other processes, and of the files only those named.</summary>
    private static List<string> Bubblewrap(string bubblewrap, JailPlan plan, JailedProgram program)
    {
        List<string> command = [bubblewrap, "--unshare-all", "--clearenv", "--cap-drop", "ALL", "--new-session", "--die-with-parent"];
        foreach (var (name, value) in program.Request.Environment)
        {
            command.AddRange(["--setenv", name, value]);
        }

        foreach (var path in program.Readable.Concat(new[] { plan.Launcher, plan.Prlimit }.OfType<string>()))
        {
            command.AddRange(["--ro-bind", path, path]);
        }

        foreach (var device in Devices)
        {
            command.AddRange(["--dev-bind", device, device]);
        }

        // What is mounted on is memory of the machine's, and no limit of ours bounds it.
        command.AddRange(["--bind", program.Scratch, program.Scratch, "--remount-ro", "/", "--chdir", program.Scratch, "--"]);
        return command;
    }

    private static List<string> Launcher(string launcher, JailedProgram program, bool inBubblewrap)
    {
        var limits = program.Limits;
        List<string> command = [launcher];
        if (!inBubblewrap)
        {
            // bwrap watches its own parent, and within its namespace ours has no number.
            command.Add(Invariant($"parent={Environment.ProcessId}"));
        }

        // In a namespace of users the count begins at nothing; elsewhere what else the user runs counts as well.
        var others = inBubblewrap ? 0 : UserTasks.Count();
        command.AddRange([
            Invariant($"as={limits.AddressSpaceBytes}"), Invariant($"cpu={limits.CpuSeconds}"), Invariant($"fsize={limits.FileBytes}"),
            Invariant($"nofile={limits.OpenFiles}"), Invariant($"nproc={others + limits.Processes}"), "core=0",
            .. program.Readable.Select(path => "read=" + path), "write=" + program.Scratch, .. Devices.Select(path => "device=" + path), "--"]);
        return command;
    }

    private static List<string> Prlimit(string prlimit, JailLimits limits) =>
    [
        prlimit, Invariant($"--as={limits.AddressSpaceBytes}"), Invariant($"--cpu={limits.CpuSeconds}"), Invariant($"--fsize={limits.FileBytes}"),
        Invariant($"--nofile={limits.OpenFiles}"), Invariant($"--nproc={limits.Processes}"), "--core=0", "--",
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
