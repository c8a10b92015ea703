using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rlm.Configuration;
using Rlm.Documents;

namespace Rlm.Cli;

/// <summary>The services of one command.</summary>
internal sealed class CliServices : IDisposable
{
    private readonly ServiceProvider _provider;

    public CliServices(Settings settings, TextWriter error)
    {
        Settings = settings;
        var services = new ServiceCollection();
        services.AddLogging(b => b.AddProvider(new StderrLoggerProvider(error)).SetMinimumLevel(LogLevel.Warning));
        services.AddRlm(settings.ApplyTo);
        _provider = services.BuildServiceProvider();
        try
        {
            _ = _provider.GetRequiredService<IOptions<Hosting.RlmOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            _provider.Dispose();
            throw new UsageException($"the configuration is wrong:\n  {string.Join("\n  ", exception.Failures)}");
        }
    }

    public Settings Settings { get; }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    /// <summary>Loads documents; what was named and cannot be had ends the command.</summary>
    public async Task<DocumentSet> LoadAsync(IReadOnlyList<string> specs, CancellationToken cancellationToken)
    {
        var documents = await LoadAllAsync(specs, cancellationToken);
        if (documents.Problems.Count > 0)
        {
            var problems = string.Join("\n  ", documents.Problems.Select(p => p.Message));
            documents.Dispose();
            throw new UsageException($"some documents cannot be had:\n  {problems}");
        }

        return documents;
    }

    /// <summary>Loads documents; what was named and cannot be had is among them as a problem.</summary>
    public async Task<DocumentSet> LoadAllAsync(IReadOnlyList<string> specs, CancellationToken cancellationToken)
    {
        if (specs.Count == 0)
        {
            throw new UsageException("no document was named: give files, folders, globs or archives, or - for standard input.");
        }

        await using var input = specs.Contains("-") ? Console.OpenStandardInput() : Stream.Null;
        return await Get<DocumentLoader>().LoadAsync(specs, input, cancellationToken);
    }

    public void Dispose() => _provider.Dispose();
}
