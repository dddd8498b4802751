using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Field = Crm.Core.Fields.Declare<Crm.Core.Activities.Activity>;

namespace Crm.Core.Activities;

/// <summary>Something that happened or is to be done, with a company, a contact, a deal, or any of them.</summary>
public sealed partial class Activity : OwnedRecord
{
    public const int SubjectLength = 255;
    public const int LocationLength = 500;
    public const int SourceLinkLength = 2000;
    public const int ConversationIdLength = 255;
    public const int CancelReasonLength = 500;
    public const string PrivateSubject = "Private meeting";

    public ActivityType Type { get; private init; }

    public Guid? CompanyId { get; private set; }

    public Company? Company { get; private set; }

    public Guid? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    public Guid? DealId { get; private set; }

    public Deal? Deal { get; private set; }

    public Guid? OwnerId { get; private set; }

    public User? Owner { get; private set; }

    public override bool BelongsTo(Guid person) => OwnerId == person || AssignedToId == person;

    public Guid? AssignedToId { get; private set; }

    public User? AssignedTo { get; private set; }

    public string Subject { get; private set; } = "";

    public string? Body { get; private set; }

    public Direction? Direction { get; private set; }

    /// <summary>When it is due; of a whole day its place among moments (<see cref="DayOrMoment"/>).</summary>
    public DateTimeOffset? DueDate { get; private set; }

    /// <summary>The day on which it is due, where no hour is said: the same date for every reader.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>
    /// When it happened: sent or received, done, the meeting's start. For what is not done yet the meeting's start, or when it was planned.
    /// </summary>
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>The day on which it happened or begins, where it has no hour: an all-day meeting, a call logged for yesterday.</summary>
    public DateOnly? OccurredOn { get; private set; }

    public DateTimeOffset? EndsAt { get; private set; }

    public ActivityStatus Status { get; private set; }

    /// <summary>Why it was cancelled, where somebody said so.</summary>
    public string? CancelReason { get; private set; }

    public Priority Priority { get; private set; } = Priority.Medium;

    public int? DurationMinutes { get; private set; }

    public string? Location { get; private set; }

    /// <summary>
    /// What it was captured from, the same in every mailbox; null for what people wrote themselves. Unique in the tenant.
    /// </summary>
    public string? SourceKey { get; private init; }

    public string? SourceLink { get; private set; }

    /// <summary>
    /// Who besides owner and assignee may read it: reps from whose mailboxes it was captured as well. Kept by triggers; null for nobody.
    /// </summary>
    public Guid[]? AlsoSeenBy { get; private init; }

    /// <summary>What everybody may read of what was captured; kept by the database, out of what its mailboxes' owners say.</summary>
    public ItemVisibility Visibility { get; private init; } = ItemVisibility.Full;

    public string? ConversationId { get; private set; }

    public Guid? CaptureKey { get; private set; }

    public List<ActivityParticipant> Participants { get; } = [];

    public List<ActivityMailbox> Mailboxes { get; } = [];

    /// <summary>A mail or meeting that capture found; it has happened, or will at its hour, and is nobody's task.</summary>
    public static Activity Captured(
        ActivityType type, string sourceKey, string subject, Guid ownerId, DateTimeOffset occurredAt, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        SourceKey = sourceKey,
        Subject = Fit(subject),
        OwnerId = ownerId,
        CreatedBy = ownerId,
        OccurredAt = occurredAt,
        CompletedAt = occurredAt <= now ? occurredAt : null,
        Status = occurredAt <= now ? ActivityStatus.Completed : ActivityStatus.Pending,
        CreatedAt = now,
    };

    public static Activity Noted(ActivityType type, string subject, string? body, CurrentUser owner, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        Subject = Fit(subject),
        Body = body,
        OwnerId = owner.Id,
        CreatedBy = owner.Id,
        OccurredAt = now,
        CompletedAt = now,
        Status = ActivityStatus.Completed,
        CreatedAt = now,
    };

    public Activity About(Guid? companyId, Guid? contactId, Guid? dealId)
    {
        CompanyId = companyId;
        ContactId = contactId;
        DealId = dealId;
        return this;
    }

    public Activity Mail(Direction direction, string? body, string? conversationId, string? link)
    {
        Direction = direction;
        Body = body;
        ConversationId = Cut(conversationId, ConversationIdLength);
        SourceLink = link?.Length <= SourceLinkLength ? link : null;
        return this;
    }

    public Activity Meeting(DateTimeOffset? endsAt, string? location, string? body, string? link)
    {
        EndsAt = endsAt;
        DurationMinutes = endsAt is { } end && end >= OccurredAt ? (int)Math.Min((end - OccurredAt).TotalMinutes, int.MaxValue) : null;
        Location = Cut(location, LocationLength);
        Body = body;
        SourceLink = link?.Length <= SourceLinkLength ? link : null;
        return this;
    }

    /// <summary>The meeting was moved, renamed or called off in somebody's calendar.</summary>
    /// <param name="day">The day of what has no hour; <paramref name="start"/> is then the day's place among moments.</param>
    public void Rescheduled(
        string subject, DateOnly? day, DateTimeOffset start, DateTimeOffset? end, string? location, bool cancelled, DateTimeOffset now)
    {
        Subject = Fit(subject);
        OccurredAt = start;
        OccurredOn = day;
        Meeting(end, location, Body, SourceLink);
        DurationMinutes = day is null ? DurationMinutes : null;
        Status = cancelled ? ActivityStatus.Cancelled : start <= now ? ActivityStatus.Completed : ActivityStatus.Pending;
        CompletedAt = Status is ActivityStatus.Completed ? start : null;
    }

    /// <summary>Called off by whoever may.</summary>
    public void CalledOff()
    {
        Status = ActivityStatus.Cancelled;
        CompletedAt = null;
    }

    /// <summary>
    /// The meeting was marked private: its hour stays, its words and people go. What its history holds of them, capture forgets in the same
    /// transaction.
    /// </summary>
    public void TurnPrivate()
    {
        Subject = PrivateSubject;
        Body = null;
        Location = null;
        SourceLink = null;
        Participants.Clear();
    }

    /// <summary>Somebody on it became a contact; it is with them where it was with no contact before.</summary>
    public void Meets(string address, Guid contactId)
    {
        foreach (var participant in Participants.Where(p => p.Address == address && p.ContactId is null))
        {
            participant.Says(participant.Response, contactId, null);
        }

        ContactId ??= contactId;
    }

    /// <summary>It is somebody else's now: its owner's mailbox holds it no longer, theirs does.</summary>
    public void PassTo(Guid ownerId) => OwnerId = ownerId;

    /// <summary>A whole-day event: it has dates and no hours, whatever zone its mailbox lives in.</summary>
    /// <param name="last">The last day, itself included.</param>
    public Activity OnDays(DateOnly? first, DateOnly? last)
    {
        if (first is { } day)
        {
            (OccurredOn, OccurredAt, DurationMinutes) = (day, DayOrMoment.PlaceOf(day), null);
            EndsAt = last > day ? DayOrMoment.PlaceOf(last.Value) : null;
            CompletedAt = CompletedAt is null ? null : OccurredAt;
        }

        return this;
    }

    private static string Fit(string subject)
    {
        var clean = subject.Replace("\0", "", StringComparison.Ordinal).Trim();
        return clean.Length == 0 ? "(no subject)" : Cut(clean, SubjectLength)!;
    }

    internal static string? Cut(string? text, int length)
    {
        text = text?.Replace("\0", "", StringComparison.Ordinal);
        if (text is null || text.Length <= length)
        {
            return text;
        }

        // Never half of a surrogate pair: PostgreSQL would refuse the text.
        return char.IsHighSurrogate(text[length - 2]) ? text[..(length - 2)] + "…" : text[..(length - 1)] + "…";
    }

    /// <summary>What people type of it, each once. Activities go out in files and do not come in: what happened is captured or
    /// logged.</summary>
    public static class Fields
    {
        public static readonly RecordField<Activity, string> Subject =
            Field.Required("subject", "Subject", SubjectLength, a => a.Subject, (a, v) => a.Subject = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited | FieldUse.Filtered | FieldUse.Exported,
            Missing = "A few words are needed.", Aliases = ["title"],
        };

        public static readonly RecordField<Activity, string?> Notes =
            Field.LongText("body", "Notes", 100_000, a => a.Body, (a, v) => a.Body = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited | FieldUse.Exported, ListName = "body",
        };

        public static readonly RecordField<Activity, Priority> Priority =
            Field.OneOf("priority", "Priority", Deals.Priority.Medium, a => a.Priority, (a, v) => a.Priority = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited | FieldUse.Filtered | FieldUse.Exported,
        };

        public static readonly RecordField<Activity, int?> Minutes =
            Field.Whole("durationMinutes", "Minutes", most: null, a => a.DurationMinutes, (a, v) => a.DurationMinutes = v) with
        {
            Use = FieldUse.Edited | FieldUse.Filtered, Aliases = ["duration"], Placeholder = "30",
        };

        public static readonly RecordField<Activity, string?> Place =
            Field.Text("location", "Place", LocationLength, a => a.Location, (a, v) => a.Location = v) with
        {
            Use = FieldUse.Edited | FieldUse.Exported, ListName = "location",
        };

        public static readonly RecordField<Activity, Guid?> Company =
            Field.Link("companyId", "Company", LinkTo.Company, a => a.CompanyId, (a, v) => a.CompanyId = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited,
        };

        public static readonly RecordField<Activity, Guid?> Contact =
            Field.Link("contactId", "Contact", LinkTo.Contact, a => a.ContactId, (a, v) => a.ContactId = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited,
        };

        public static readonly RecordField<Activity, Guid?> Deal =
            Field.Link("dealId", "Deal", LinkTo.Deal, a => a.DealId, (a, v) => a.DealId = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited,
        };

        public static readonly RecordFields<Activity> All = new(Subject, Notes, Priority, Minutes, Place, Company, Contact, Deal);
    }
}
