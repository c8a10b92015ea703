using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Jail;

/// <summary>
/// Chooses the strongest jail that works here, by trying it: the compiler must work in it and must not be able to read a
/// file that is not its own. What was chosen is remembered until the machine starts anew or any part of it changes.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing.
internal sealed partial class CompilerJail(JailMode mode, string toolchainFolder, TimeProvider time, ILogger logger)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private (string Fingerprint, JailStatus Status)? _found;

    /// <summary>The jail for a compiler. A failure is looked into again when asked again.</summary>
    public async Task<JailStatus> FindAsync(RustToolchain toolchain, CancellationToken cancellationToken)
    {
        if (mode == JailMode.None)
        {
            return new JailStatus { Description = "none, by configuration: rustc runs with your rights", Plan = JailPlan.Open };
        }

        if (_found is { } known && known.Fingerprint == toolchain.Fingerprint)
        {
            return known.Status;
        }

        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_found is { } found && found.Fingerprint == toolchain.Fingerprint)
            {
                return found.Status;
            }

            var status = await ChooseAsync(toolchain, cancellationToken).ConfigureAwait(false);
            _found = status.Error is null ? (toolchain.Fingerprint, status) : null;
            return status;
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>The jail failed in use: whatever was remembered of it holds no more.</summary>
    public void Forget(RustToolchain toolchain)
    {
        _found = null;
        try
        {
            File.Delete(StampFile(toolchain, Plans(toolchain)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogStamp(exception.Message);
        }
    }

    /// <summary>All jails that the parts at hand allow, the strongest first.</summary>
    internal static IReadOnlyList<JailPlan> Plans(RustToolchain toolchain)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var path = ToolEnvironment.ForUserTools()["PATH"];
        var bubblewrap = ToolEnvironment.FindExecutable("bwrap", path);
        var prlimit = ToolEnvironment.FindExecutable("prlimit", path);
        var launcher = toolchain.LauncherPath;
        return
        [
            .. bubblewrap is not null && launcher is not null ? (JailPlan[])[new(bubblewrap, launcher, null)] : [],
            .. launcher is not null ? (JailPlan[])[new(null, launcher, null)] : [],
            .. bubblewrap is not null && prlimit is not null ? (JailPlan[])[new(bubblewrap, null, prlimit)] : [],
        ];
    }

    private async Task<JailStatus> ChooseAsync(RustToolchain toolchain, CancellationToken cancellationToken)
    {
        var plans = Plans(toolchain);
        var stamp = StampFile(toolchain, plans);
        if (JsonFile.Read(stamp, ToolchainJson.Default.JailPlan) is { } remembered && plans.Contains(remembered))
        {
            return new JailStatus { Description = remembered.Description, Plan = remembered };
        }

        var tried = new StringBuilder();
        foreach (var plan in plans)
        {
            if (await JailSelfTest.RunAsync(plan, toolchain, time, cancellationToken).ConfigureAwait(false) is not { } failure)
            {
                Remember(stamp, plan);
                return new JailStatus { Description = plan.Description, Plan = plan };
            }

            LogUnusable(plan.Description, failure);
            tried.Append(CultureInfo.InvariantCulture, $"\n  {plan.Description}: {failure}");
        }

        return new JailStatus { Error = Unavailable(tried.ToString()) };
    }

    private static WasmError Unavailable(string tried) => new(
        WasmErrorCode.JailUnavailable,
        "rustc reads what a model wrote, and no jail works here that would keep it from your files, so nothing is compiled. "
        + (OperatingSystem.IsLinux()
            ? "Install bubblewrap (`apt install bubblewrap`), or use a kernel with Landlock (5.13 or newer) and run `rlm setup`. "
            : "Jails are made of what Linux has; run RLM there, or in a container. ")
        + "If you trust every model and every document that you use, set jail = \"none\" in [wasm.compiler] of your own configuration."
        + tried);

    private void Remember(string stamp, JailPlan plan)
    {
        try
        {
            JsonFile.Write(stamp, plan, ToolchainJson.Default.JailPlan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogStamp(exception.Message);
        }
    }

    /// <summary>Named for all that the answer rests on: this start of the machine, the user, and every program in it.</summary>
    private string StampFile(RustToolchain toolchain, IReadOnlyList<JailPlan> plans)
    {
        var parts = new StringBuilder().Append(toolchain.Fingerprint).Append('\n').Append(Environment.UserName).Append('\n').Append(BootId());
        foreach (var program in plans.SelectMany(plan => new[] { plan.Bubblewrap, plan.Launcher, plan.Prlimit, toolchain.RustcPath }).OfType<string>())
        {
            var file = new FileInfo(program);
            parts.Append(CultureInfo.InvariantCulture, $"\n{program} {(file.Exists ? file.Length : 0)} {file.LastWriteTimeUtc.Ticks}");
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts.ToString())))[..16];
        return Path.Combine(toolchainFolder, "jail", name + ".json");
    }

    private static string BootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : string.Empty;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The jail of {Layers} does not work here: {Reason}")]
    private partial void LogUnusable(string layers, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Which jail works could not be noted and is found out again next time: {Reason}")]
    private partial void LogStamp(string reason);
}
