namespace Crm.Core.Records;

/// <summary>What people change beside the records themselves: stages, fields, rates, views. Each change counts up its version.</summary>
public abstract class VersionedEntity
{
    public DateTimeOffset CreatedAt { get; protected init; }

    public DateTimeOffset UpdatedAt { get; protected set; }

    /// <summary>A change that names an older one is refused (docs/decisions/0006).</summary>
    public int Version { get; private set; } = 1;

    protected void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }
}

/// <summary>The same of what stays there when somebody deletes it.</summary>
public abstract class DeletableEntity : VersionedEntity
{
    public bool IsDeleted { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public Guid? DeletedBy { get; private set; }

    public void Delete(Guid by, DateTimeOffset now)
    {
        (IsDeleted, DeletedAt, DeletedBy) = (true, now, by);
        Touch(now);
    }
}
