namespace Crm.Core.Policies;

/// <summary>People whose mailboxes have one policy of capture in common. Everybody is in one team at most.</summary>
public sealed class Team : VersionedEntity
{
    public const int NameLength = 80;

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public ICollection<TeamMember> Members { get; private init; } = [];

    public static Team Of(string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), Name = name, CreatedAt = now, UpdatedAt = now,
    };

    public void Call(string name, DateTimeOffset now)
    {
        Name = name;
        Touch(now);
    }
}

public sealed class TeamMember
{
    public Guid UserId { get; private init; }

    public Guid TeamId { get; private set; }

    public static TeamMember Of(Guid userId, Guid teamId) => new() { UserId = userId, TeamId = teamId };

    public void MoveTo(Guid teamId) => TeamId = teamId;
}
