namespace Crm.Bot.BotFramework;

/// <summary>What this room reports: ids, statuses and counts, never what people wrote and nothing an unchecked caller sent.</summary>
internal static partial class BotLog
{
    [LoggerMessage(1, LogLevel.Warning, "Refused a caller with {Status}: {Reason}")]
    public static partial void CallerRefused(this ILogger log, int status, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Refused an activity with {Status}: {Reason}")]
    public static partial void ActivityRefused(this ILogger log, int status, string reason);

    [LoggerMessage(3, LogLevel.Error, "The channel's signing keys cannot be read")]
    public static partial void MetadataUnavailable(this ILogger log, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "Turn {ActivityType} {ActivityId} failed")]
    public static partial void TurnFailed(this ILogger log, Exception exception, string? activityType, string? activityId);

    [LoggerMessage(5, LogLevel.Information, "Activity {ActivityType} {ActivityId} was delivered again")]
    public static partial void DeliveredAgain(this ILogger log, string? activityType, string? activityId);

    [LoggerMessage(6, LogLevel.Warning, "No service URL to answer activity {ActivityId}: a reply was dropped")]
    public static partial void NowhereToAnswer(this ILogger log, string? activityId);

    [LoggerMessage(7, LogLevel.Information, "The connector answered {Status}; attempt {Attempt} follows after {Milliseconds} ms")]
    public static partial void ConnectorRetry(this ILogger log, int status, int attempt, double milliseconds);

    [LoggerMessage(8, LogLevel.Warning, "The connector refused the bot's token; taking a new one")]
    public static partial void ConnectorTokenRefused(this ILogger log);
}
