using System.Text.Json;

namespace Crm.Core.Access;

/// <summary>
/// What every CRM record has: an owner, who made and changed it, a version for optimistic concurrency, soft delete, custom fields.
/// </summary>
public abstract class OwnedRecord
{
    public Guid Id { get; protected init; }

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
