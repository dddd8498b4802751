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

    /// <summary>What they said since, and who they turned out to be.</summary>
    public void Says(ParticipantResponse? response, Guid? contactId, Guid? userId)
    {
        Response = response;
        ContactId = contactId ?? ContactId;
        UserId = userId ?? UserId;
    }

    public static ActivityParticipant Of(
        Guid activityId, string address, ParticipantKind kind, string? name, ParticipantResponse? response, Guid? contactId,
        Guid? userId) => new()
    {
        ActivityId = activityId,
        Address = address,
        Kind = kind,
        Name = Activity.Cut(name, NameLength),
        Response = response,
        ContactId = contactId,
        UserId = userId,
    };
}
