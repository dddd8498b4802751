using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crm.Testing;

/// <summary>Every warning and error that the host wrote.</summary>
public sealed class CollectedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = [];

    public IReadOnlyCollection<string> Lines => [.. lines.Select(line => line.Text)];

    public IReadOnlyCollection<string> Warnings => [.. lines.Where(line => line.Level is LogLevel.Warning).Select(line => line.Text)];

    public IReadOnlyCollection<string> Errors => [.. lines.Where(line => line.Level > LogLevel.Warning).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lines.Enqueue((logLevel, formatter(state, exception)));
        }
    }

    public void Dispose()
    {
    }
}
