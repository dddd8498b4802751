namespace Crm.Core.Policies;

/// <summary>
/// What the organisation, or one person about their own mailbox, decided about capture: the person's layer lies on the organisation's, that
/// on the host's settings.
/// </summary>
public sealed class CapturePolicyLayer : VersionedEntity
{
    /// <summary>Entries that one list holds at most.</summary>
    public const int MostEntries = 500;

    public const int EntryLength = 320;

    public Guid Id { get; private init; }

    /// <summary>Null is the organisation.</summary>
    public Guid? UserId { get; private init; }

    public PolicyWishes Wishes { get; private set; } = new();

    public static CapturePolicyLayer Of(Guid? userId, PolicyWishes wishes, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), UserId = userId, Wishes = wishes, CreatedAt = now, UpdatedAt = now,
    };

    public void Say(PolicyWishes wishes, DateTimeOffset now)
    {
        Wishes = wishes;
        Touch(now);
    }
}
