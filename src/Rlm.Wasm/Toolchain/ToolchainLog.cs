using Microsoft.Extensions.Logging;

namespace Rlm.Wasm.Toolchain;

internal static partial class ToolchainLog
{
    [LoggerMessage(1, LogLevel.Debug, "Looked at {Path} ({Origin}): {Verdict}")]
    public static partial void LookedAt(this ILogger logger, string path, string origin, string verdict);

    [LoggerMessage(2, LogLevel.Information, "Building the guest libraries for {Path} {Version}; this is done once")]
    public static partial void Building(this ILogger logger, string path, string version);

    [LoggerMessage(3, LogLevel.Warning, "The crates regex and serde_json are not there: {Message}")]
    public static partial void NoCrates(this ILogger logger, string message);

    [LoggerMessage(4, LogLevel.Information, "Set-up: {Title}")]
    public static partial void Step(this ILogger logger, string title);

    [LoggerMessage(5, LogLevel.Information, "Set-up tried: {What}")]
    public static partial void Tried(this ILogger logger, string what);

    [LoggerMessage(6, LogLevel.Warning, "The launcher of the jail could not be made: {Reason}")]
    public static partial void NoLauncher(this ILogger logger, string reason);
}
