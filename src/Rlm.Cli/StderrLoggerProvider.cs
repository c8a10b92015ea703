using Microsoft.Extensions.Logging;

namespace Rlm.Cli;

/// <summary>Warnings and errors as plain lines on standard error.</summary>
internal sealed class StderrLoggerProvider(TextWriter error) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            error.WriteLine($"rlm: {TerminalText.Clean(formatter(state, exception))}");
        }
    }

    public void Dispose()
    {
    }
}
