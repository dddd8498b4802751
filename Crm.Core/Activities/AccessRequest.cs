namespace Crm.Core.Activities;

public enum AccessRequestState
{
    Asked,
    Allowed,
    Declined,
    TakenBack,
}

/// <summary>Somebody asked to read the words of a captured item; the owner of the mailbox it came from decides.</summary>
public sealed class AccessRequest
{
    public Guid Id { get; private init; }

    public Guid ActivityId { get; private init; }

    public Guid AskedBy { get; private init; }

    public DateTimeOffset AskedAt { get; private init; }

    public AccessRequestState State { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public static AccessRequest Of(Guid activityId, Guid askedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), ActivityId = activityId, AskedBy = askedBy, AskedAt = now,
    };

    public void Decide(AccessRequestState state, Guid by, DateTimeOffset now) => (State, DecidedBy, DecidedAt) = (state, by, now);
}
