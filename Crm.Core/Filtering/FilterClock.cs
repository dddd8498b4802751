namespace Crm.Core.Filtering;

/// <summary>Today and the calendar of the person who asks; relative dates mean theirs.</summary>
public sealed record FilterClock(DateTimeOffset Now, TimeZoneInfo Zone, CultureInfo Culture) : LocalClock(Now, Zone, Culture);
