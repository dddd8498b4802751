namespace Crm.Core.Capture;

/// <summary>
/// Moments that can be meant. Imported and faulty items carry the years 1 and 9999 (0001-01-01 is what .NET writes for none); arithmetic
/// with them overflows, and a "last contact in 9999" stays the last for ever.
/// </summary>
internal static class Calendars
{
    private static readonly DateTimeOffset First = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Clocks and zones differ; nothing was sent later than that.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    private const int MostYears = 50;

    /// <summary>Whether something may have happened then.</summary>
    public static bool HasSeen(DateTimeOffset? moment, DateTimeOffset now) => moment is { } at && at >= First && at <= now + Ahead;

    /// <summary>Whether something may be planned for then.</summary>
    public static bool Hold(DateTimeOffset moment, DateTimeOffset now) => moment >= First && moment <= now.AddYears(MostYears);
}
