namespace Crm.Core.Policies;

/// <summary>What somebody decided about capture. The layers lie on each other: the host's settings, the organisation, the team, the
/// person.</summary>
public abstract class PolicyLayer : VersionedEntity
{
    /// <summary>Entries that one list holds at most.</summary>
    public const int MostEntries = 500;

    public const int EntryLength = 320;

    public PolicyWishes Wishes { get; protected set; } = new();

    public void Say(PolicyWishes wishes, DateTimeOffset now)
    {
        Wishes = wishes;
        Touch(now);
    }
}

/// <summary>The organisation's, or one person's about their own mailbox.</summary>
public sealed class CapturePolicyLayer : PolicyLayer
{
    public Guid Id { get; private init; }

    /// <summary>Null is the organisation.</summary>
    public Guid? UserId { get; private init; }

    public static CapturePolicyLayer Of(Guid? userId, PolicyWishes wishes, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), UserId = userId, Wishes = wishes, CreatedAt = now, UpdatedAt = now,
    };
}

/// <summary>A team's, which an administrator says. It stands in a table of its own: hosts before it take a layer without a person for the
/// organisation's.</summary>
public sealed class TeamPolicyLayer : PolicyLayer
{
    public Guid TeamId { get; private init; }

    public static TeamPolicyLayer Of(Guid teamId, PolicyWishes wishes, DateTimeOffset now) => new()
    {
        TeamId = teamId, Wishes = wishes, CreatedAt = now, UpdatedAt = now,
    };
}
