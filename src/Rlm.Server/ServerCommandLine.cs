using System.CommandLine;
using Microsoft.Extensions.Options;
using Rlm.CommandLine;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Server.Access;
using Rlm.Server.Mcp;
using Rlm.Server.Runs;

namespace Rlm.Server;

/// <summary><c>rlm serve</c> and <c>rlm mcp</c>, which hand over to this program.</summary>
internal static class ServerCommandLine
{
    private const int Usage = 2;

    private static readonly SettingFlags Flags = new(SettingList.All);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var serve = new Command("serve", "Answers questions over HTTP, with a page to look at runs.");
        serve.SetAction(ServeAsync);
        var mcp = new Command("mcp", "Is a tool of agents, over standard input and output.");
        mcp.SetAction(McpAsync);
        var root = new RootCommand("The service of rlm.") { serve, mcp };
        Flags.AddTo(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Fail(parsed.Errors.Select(e => e.Message));
        }

        // Signals are the host's.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = Flags.Load(parsed);
        settings.Problems.AddRange(settings.Server.Problems());
        var keys = ApiKeys.Load(settings.Server, Environment.GetEnvironmentVariable, settings.Problems);
        if (keys.IsEmpty && !settings.Server.NoKeys && !ListenAddresses.AreLoopback(settings.Server.Urls))
        {
            settings.Problems.Add(
                $"other machines could use {settings.Server.Urls} without a key. Name keys with server.keys_file or {ApiKeys.Variable}, listen on 127.0.0.1, or say --no-keys");
        }

        if (settings.Problems.Count > 0)
        {
            return Fail(settings.Problems);
        }

        using var models = await ModelDesk.OpenAsync(settings, Console.Error, cancellationToken);
        await using var app = ServerHost.Build(settings, keys, models);
        if (ProblemsOf(app.Services) is { } wrong)
        {
            return Fail(wrong);
        }

        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            return Fail([exception.Message]);
        }

        foreach (var url in app.Urls)
        {
            Console.Error.WriteLine($"rlm: listening on {url}; {url}/visualize is for looking, {url}/reference tells the interface.");
        }

        if (models.Problem is { } problem)
        {
            Console.Error.WriteLine($"rlm: no questions can be asked: {problem}");
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<int> McpAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = Flags.Load(parsed);
        settings.Problems.AddRange(settings.Server.Problems());
        if (settings.Problems.Count > 0)
        {
            return Fail(settings.Problems);
        }

        using var models = await ModelDesk.OpenAsync(settings, Console.Error, cancellationToken);
        using var host = StdioHost.Build(settings, models);
        if (ProblemsOf(host.Services) is { } wrong)
        {
            return Fail(wrong);
        }

        await host.RunAsync(cancellationToken);
        return 0;
    }

    private static IEnumerable<string>? ProblemsOf(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<IOptions<RlmOptions>>().Value;
            return null;
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static int Fail(IEnumerable<string> problems)
    {
        Console.Error.WriteLine($"rlm: the service cannot start:\n  {TerminalText.Clean(string.Join("\n  ", problems))}");
        return Usage;
    }
}
