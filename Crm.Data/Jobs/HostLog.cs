using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace Crm.Data.Jobs;

/// <summary>
/// Hangfire's log provider is one for the process, and asks for a logger with each job that it fetches. Where several hosts live in a
/// process and one has ended, as in tests, an exception there loses the job until its invisibility times out.
/// </summary>
internal sealed class HostLog(ILoggerFactory loggers) : ILogProvider
{
    private readonly AspNetCoreLogProvider host = new(loggers);

    public ILog GetLogger(string name)
    {
        try
        {
            return host.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new Silence();
        }
    }

    private sealed class Silence : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
