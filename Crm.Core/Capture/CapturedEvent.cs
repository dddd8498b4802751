using Crm.Core.Activities;

namespace Crm.Core.Capture;

public enum MeetingPart
{
    Single,
    Occurrence,
    Exception,
    Master,
}

/// <summary>A meeting of a calendar, one instance at a time.</summary>
public sealed record CapturedEvent(string GraphId)
{
    /// <summary>The same in the organizer's and the attendees' mailboxes.</summary>
    public string? ICalUId { get; init; }

    public MeetingPart Part { get; init; }

    /// <summary>Which instance of the series it is, however often it was moved since; null for a meeting of its own.</summary>
    public DateTimeOffset? OriginalStart { get; init; }

    public string Subject { get; init; } = "";

    public DateTimeOffset Start { get; init; }

    /// <summary>Where it stands among moments: its start, or a whole day's place.</summary>
    public DateTimeOffset Place => FirstDay is { } day ? DayOrMoment.PlaceOf(day) : Start;

    public DateTimeOffset? End { get; init; }

    /// <summary>
    /// It lasts whole days and has no hour; <see cref="Start"/> is then midnight UTC of <see cref="FirstDay"/>, whatever zone the mailbox
    /// lives in.
    /// </summary>
    public bool IsAllDay { get; init; }

    /// <summary>An all-day event's first day, as the calendar shows it.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>An all-day event's last day, itself included.</summary>
    public DateOnly? LastDay { get; init; }

    public string? Location { get; init; }

    public string? Link { get; init; }

    public Sensitivity Sensitivity { get; init; }

    public bool IsDraft { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>The mailbox's own user said no.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>What the mailbox's own user answered.</summary>
    public ParticipantResponse? OwnResponse { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    public Participant? Organizer => Participants.FirstOrDefault(p => p.Kind is ParticipantKind.Organizer);
}
