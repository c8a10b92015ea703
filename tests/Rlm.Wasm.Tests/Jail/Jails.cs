using Rlm.Testing;
using Rlm.Wasm.Jail;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Jail;

/// <summary>The jails that this machine can make, and tools run in them.</summary>
internal static class Jails
{
    /// <summary>Names that tests are called by; which layers a jail has.</summary>
    public static TheoryData<string> All() => ["both", "launcher", "bubblewrap"];

    /// <summary>A jail by its name. Skips the test where it cannot be made, which the set-up of the tests prevents.</summary>
    public static async Task<(JailPlan Plan, RustToolchain Toolchain)> GetAsync(string name)
    {
        var toolchain = await TestToolchain.GetAsync();
        var plan = CompilerJail.Plans(toolchain).FirstOrDefault(plan => name == (plan.Bubblewrap is null ? "launcher" : plan.Launcher is null ? "bubblewrap" : "both"));
        Assert.SkipWhen(plan is null, $"The jail \"{name}\" cannot be made here: bubblewrap is missing, or the launcher could not be compiled (`rlm setup --force`).");
        return (plan, toolchain);
    }

    /// <summary>Runs a line of bash in a jail whose scratch folder is <paramref name="folder"/>.</summary>
    public static async Task<ProcessResult> BashAsync(string name, TempFolder folder, string line, JailLimits? limits = null)
    {
        var (plan, toolchain) = await GetAsync(name);
        var request = new ProcessRequest
        {
            FileName = "/bin/bash",
            Arguments = ["-c", line],
            WorkingDirectory = folder.Path,
            Environment = ToolEnvironment.Minimal(),
            Timeout = TimeSpan.FromSeconds(20),
        };
        limits ??= new JailLimits { AddressSpaceBytes = 2L << 30, CpuSeconds = 20 };
        return await ToolProcess.RunAsync(
            JailCommand.Wrap(plan, new JailedProgram(request, ToolchainFiles.Of(toolchain), limits)), TestContext.Current.CancellationToken);
    }
}
