namespace Crm.Core.Policies;

/// <summary>Whose policy it is: the organisation's, a team's, or one person's about their own mailbox.</summary>
public sealed record PolicyScope
{
    private PolicyScope()
    {
    }

    public static PolicyScope Organisation { get; } = new();

    /// <summary>Null for all but a person's.</summary>
    public Guid? UserId { get; private init; }

    /// <summary>Null for all but a team's.</summary>
    public Guid? TeamId { get; private init; }

    public static PolicyScope OfPerson(Guid userId) => new() { UserId = userId };

    public static PolicyScope OfTeam(Guid teamId) => new() { TeamId = teamId };
}
