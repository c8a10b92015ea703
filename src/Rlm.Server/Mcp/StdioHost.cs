using Microsoft.Extensions.Logging.Console;
using Rlm.Configuration;
using Rlm.Server.Runs;

namespace Rlm.Server.Mcp;

/// <summary><c>rlm mcp</c>: the tools over standard input and output, for an agent that starts the program itself.</summary>
internal static class StdioHost
{
    public static IHost Build(Settings settings, ModelDesk models)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // Standard output is the agent's; everything for people goes to standard error.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(console => console.ColorBehavior = LoggerColorBehavior.Disabled)
            .SetMinimumLevel(LogLevel.Warning);

        // The agent works in a folder, and reads no further unless it is configured to.
        settings.Server = settings.Server with { AllowedPaths = [Environment.CurrentDirectory, .. settings.Server.AllowedPaths] };
        builder.Services.AddRuns(settings, models);
        builder.Services.AddRlmTools().WithStdioServerTransport();
        return builder.Build();
    }
}
