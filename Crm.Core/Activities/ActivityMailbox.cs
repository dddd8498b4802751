namespace Crm.Core.Activities;

/// <summary>How the item stands in one mailbox.</summary>
public enum CopyPresence
{
    Present,
    Declined,
    Cancelled,
    Private,
    Gone,
}

/// <summary>
/// A mailbox's copy of the mail or meeting: the same item in the mailboxes of two reps is one activity with two of these. Each says how its
/// own mailbox stands to it; which of them the activity follows, docs/decisions/0017 says.
/// </summary>
public sealed class ActivityMailbox
{
    public Guid ActivityId { get; private init; }

    public Guid UserId { get; private init; }

    /// <summary>Graph's immutable id of the item in that mailbox.</summary>
    public string GraphId { get; private set; } = "";

    public string? Folder { get; private set; }

    public DateTimeOffset CapturedAt { get; private init; }

    public CopyPresence Presence { get; private set; }

    /// <summary>The mailbox belongs to whoever called the meeting.</summary>
    public bool IsOrganizer { get; private set; }

    /// <summary>What the mailbox's user answered.</summary>
    public ParticipantResponse? Response { get; private set; }

    /// <summary>When the mailbox showed it last.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>
    /// A meeting that was shown beside its calendar's round, or by a page that could not be taken whole: the place up to which the calendar
    /// has been read may not know of it, and then will not tell that it is gone.
    /// </summary>
    public bool IsAhead { get; private set; }

    /// <summary>A mail's own date.</summary>
    public DateTimeOffset? SentAt { get; private init; }

    /// <summary>
    /// What it shares with the other copies besides its id: a mail's sender and subject, a meeting's organizer. Null before copies were
    /// compared.
    /// </summary>
    public Guid? ItemMark { get; private init; }

    /// <summary>What others may read of it, as its owner has it.</summary>
    public ItemVisibility Visibility { get; private init; } = ItemVisibility.Full;

    /// <summary>Whether it counts as being there.</summary>
    public bool IsLive => Presence is CopyPresence.Present or CopyPresence.Cancelled;

    public static ActivityMailbox Of(
        Guid activityId, Guid userId, string graphId, string folder, DateTimeOffset now, Guid? itemMark = null,
        DateTimeOffset? sentAt = null, ItemVisibility visibility = ItemVisibility.Full) => new()
    {
        Visibility = visibility,
        ActivityId = activityId,
        UserId = userId,
        GraphId = graphId,
        Folder = folder,
        CapturedAt = now,
        SeenAt = now,
        ItemMark = itemMark,
        SentAt = sentAt,
    };

    /// <summary>The mailbox shows it, perhaps as another item than before: who accepts again gets a new one.</summary>
    public void Shows(
        string graphId, CopyPresence presence, bool isOrganizer, ParticipantResponse? response, DateTimeOffset now, bool isAhead)
    {
        GraphId = graphId;
        Presence = presence;
        IsOrganizer = isOrganizer;
        Response = response;
        SeenAt = now;
        IsAhead = isAhead;
    }

    public void Turns(CopyPresence presence, ParticipantResponse? response, DateTimeOffset now)
    {
        Presence = presence;
        Response = response ?? Response;
        SeenAt = now;
    }
}
