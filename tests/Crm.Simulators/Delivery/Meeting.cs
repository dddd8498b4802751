using Ical.Net.CalendarComponents;

namespace Crm.Simulators.Delivery;

/// <summary>A single event or a series read from a calendar file: the main component and the components that change one instance.</summary>
public sealed record Meeting(string Uid, string Method, CalendarEvent Main, IReadOnlyList<CalendarEvent> Exceptions, TimeZoneInfo Zone)
{
    public bool IsSeries => Main.RecurrenceRule is not null || Main.RecurrenceDates.GetAllDates().Any();

    public bool IsCancelled => Method == "CANCEL" || string.Equals(Main.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase);

    public bool IsAllDay => Main.Start is { HasTime: false };

    public DateTime StartUtc => MeetingTimes.Utc(Main.Start, Zone);

    /// <summary>An event without an end lasts as RFC 5545 says: a date one day, a time no time at all.</summary>
    public TimeSpan Length => MeetingTimes.Length(Main, Zone);

    public IEnumerable<string> Addresses =>
        Main.Attendees.Select(attendee => People.AddressOf(attendee.Value)).Prepend(People.AddressOf(Main.Organizer?.Value))
        .OfType<string>();
}

/// <summary>One instance of a meeting inside a window.</summary>
public sealed record Instance(InstanceKind Kind, DateTime OriginalStartUtc, DateTime StartUtc, DateTime EndUtc, CalendarEvent Component);

public enum InstanceKind
{
    Single,
    Occurrence,
    Exception,
}
