namespace Crm.Core.Records;

/// <summary>
/// What every CRM record has: an owner, who made and changed it, a version for optimistic concurrency, soft delete, custom fields.
/// </summary>
public abstract class OwnedRecord : IOwned
{
    public Guid Id { get; protected init; }

    /// <inheritdoc/>
    public abstract bool BelongsTo(Guid person);

    public DateTimeOffset CreatedAt { get; protected init; }

    public Guid? CreatedBy { get; protected init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Guid? UpdatedBy { get; private set; }

    /// <summary>Counts the saves; a save that names an older one is refused (docs/decisions/0006).</summary>
    public int Version { get; private set; } = 1;

    public bool IsDeleted { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public Guid? DeletedBy { get; private set; }

    public Dictionary<string, JsonElement> Custom { get; protected set; } = [];

    /// <summary>Values that were checked against the tenant's field definitions.</summary>
    public void Set(Dictionary<string, JsonElement> custom) => Custom = custom;

    public void Delete(Guid by, DateTimeOffset now)
    {
        IsDeleted = true;
        DeletedAt = now;
        DeletedBy = by;
    }

    public void Restore()
    {
        IsDeleted = false;
        DeletedAt = null;
        DeletedBy = null;
    }

    /// <summary>A press on a card that shows an older version is refused.</summary>
    /// <param name="seen">The version that the person saw; null for a change that was not made on a card.</param>
    /// <param name="what">For people: "deal".</param>
    /// <returns>Null when the record stands as it was seen.</returns>
    public Refusal? ChangedSince(int? seen, string what) =>
        seen is { } version && version != Version ? Refusal.Conflict(what) with { CurrentVersion = Version } : null;

    /// <summary>Called by the context for each record it is about to save.</summary>
    public void Stamp(Guid by, DateTimeOffset now, bool isNew)
    {
        UpdatedAt = now;
        UpdatedBy = by;
        if (!isNew)
        {
            Version++;
        }
    }
}
