namespace Crm.Core.Views;

public enum ViewScope
{
    Private,
    Shared,
    TeamDefault,
}

/// <summary>A filter that somebody named. A shared one shows each reader their own rows.</summary>
public sealed class SavedView : DeletableEntity
{
    public const int NameLength = 100;

    public Guid Id { get; private init; }

    public Guid OwnerId { get; private init; }

    public string Entity { get; private init; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Text form of the filter language.</summary>
    public string Filter { get; private set; } = "";

    public string Sort { get; private set; } = "";

    public ViewScope Scope { get; private set; }

    public static SavedView Of(CurrentUser owner, string entity, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OwnerId = owner.Id, Entity = entity, CreatedAt = now, UpdatedAt = now };

    public void Describe(string name, string filter, string sort, ViewScope scope, DateTimeOffset now)
    {
        (Name, Filter, Sort, Scope) = (name, filter, sort, scope);
        Touch(now);
    }
}
