using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.CacheHost;

/// <summary>Keeps what was logged as a warning.</summary>
internal sealed class WarningLogger : ILogger<ModuleCache>
{
    public ConcurrentQueue<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            Warnings.Enqueue(formatter(state, exception));
        }
    }
}
