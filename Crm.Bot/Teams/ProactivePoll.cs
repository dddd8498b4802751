namespace Crm.Bot.Teams;

/// <summary>Looks every half minute for what people are to be told unasked. Every host polls; the books give each message to one of them.</summary>
internal abstract partial class ProactivePoll(TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <summary>One look; the tests call it.</summary>
    public abstract Task RunAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Between, clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                PollFailed(log, failed, GetType().Name); // the database may be away; the next look finds what this one missed
            }
        }
    }

    [LoggerMessage(12, LogLevel.Error, "{Poll} failed")]
    private static partial void PollFailed(ILogger logger, Exception exception, string poll);
}
