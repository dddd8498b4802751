namespace Crm.Core.Capture;

public enum LedgerKind
{
    Message,
    Event,
}

public enum LedgerOutcome
{
    Logged,
    Skipped,
    Removed,
}

/// <summary>
/// Why an item of a mailbox is, or is not, in the CRM. Holds no subject, body or address: a skipped mail leaves no content.
/// </summary>
public sealed class CaptureLedgerEntry
{
    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    public LedgerKind Kind { get; private init; }

    public string GraphId { get; private init; } = "";

    /// <summary>The shared mailbox that it lies in; empty for the user's own.</summary>
    public string Mailbox { get; private set; } = "";

    public string? SourceKey { get; private set; }

    public LedgerOutcome Outcome { get; private set; }

    /// <summary>A code of <see cref="CaptureReason"/>.</summary>
    public string Reason { get; private set; } = "";

    public Guid? ActivityId { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>Marks of the people and domains on an item that nobody knew: whoever becomes known is found by them.</summary>
    public Guid[]? People { get; private set; }

    /// <summary>It is to be looked at again: the policy changed, or somebody on it became known.</summary>
    public DateTimeOffset? ReadAgainAt { get; private set; }

    public static CaptureLedgerEntry For(Guid userId, LedgerKind kind, string graphId, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), UserId = userId, Kind = kind, GraphId = graphId };

    public CaptureLedgerEntry LyingIn(Mailbox mailbox)
    {
        Mailbox = mailbox.SharedAs ?? "";
        return this;
    }

    public void Decide(LedgerOutcome outcome, string reason, string? sourceKey, Guid? activityId, DateTimeOffset now)
    {
        Outcome = outcome;
        Reason = reason;
        SourceKey = sourceKey;
        ActivityId = activityId;
        DecidedAt = now;
    }

    /// <param name="people">Null where nobody is to be waited for.</param>
    public void Looked(Guid[]? people)
    {
        People = people;
        ReadAgainAt = null;
    }

    /// <summary>Somebody on it became known while it was decided.</summary>
    public void LookAgain(DateTimeOffset now) => ReadAgainAt = now;
}
