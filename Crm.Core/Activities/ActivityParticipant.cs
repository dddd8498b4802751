namespace Crm.Core.Activities;

public enum ParticipantKind
{
    From,
    To,
    Cc,
    Bcc,
    Organizer,
    Attendee,
}

public enum ParticipantResponse
{
    None,
    Accepted,
    Tentative,
    Declined,
}

/// <summary>Somebody on a mail or in a meeting, and who that is to us.</summary>
public sealed class ActivityParticipant
{
    public const int NameLength = 255;

    public Guid ActivityId { get; private init; }

    public string Address { get; private init; } = "";

    public ParticipantKind Kind { get; private init; }

    public string? Name { get; private init; }

    public ParticipantResponse? Response { get; private set; }

    public Guid? ContactId { get; private set; }

    public Guid? UserId { get; private set; }

    public static ActivityParticipant Of(
        Guid activityId, string address, ParticipantKind kind, string? name, ParticipantResponse? response, Guid? contactId, Guid? userId) => new()
    {
        ActivityId = activityId,
        Address = address,
        Kind = kind,
        Name = name is { Length: > NameLength } ? name[..NameLength] : name,
        Response = response,
        ContactId = contactId,
        UserId = userId,
    };
}

/// <summary>A mailbox the activity was captured from; the same mail to two reps is one activity with two of these.</summary>
public sealed class ActivityMailbox
{
    public Guid ActivityId { get; private init; }

    public Guid UserId { get; private init; }

    /// <summary>Graph's immutable id of the item in that mailbox.</summary>
    public string GraphId { get; private init; } = "";

    public string? Folder { get; private init; }

    public DateTimeOffset CapturedAt { get; private init; }

    public static ActivityMailbox Of(Guid activityId, Guid userId, string graphId, string folder, DateTimeOffset now) => new()
    {
        ActivityId = activityId,
        UserId = userId,
        GraphId = graphId,
        Folder = folder,
        CapturedAt = now,
    };
}
