namespace Crm.Core.Policies;

/// <summary>What a change of policy did to what was captured before it.</summary>
public sealed class CaptureReceipt
{
    public Guid Id { get; private init; }

    /// <summary>Whose policy; null is the organisation's or a team's.</summary>
    public Guid? UserId { get; private init; }

    public Guid? TeamId { get; private init; }

    public Guid? ChangedBy { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    /// <summary>What was captured before was to follow the new policy.</summary>
    public bool IsRetroactive { get; private init; }

    /// <summary>Activities that were taken out.</summary>
    public int Removed { get; private init; }

    /// <summary>Items that were kept out and are looked at again.</summary>
    public int ReadAgain { get; private init; }

    /// <summary>Activities of which others see less since.</summary>
    public int Hidden { get; private init; }

    /// <summary>Activities of which others see more since.</summary>
    public int Shown { get; private init; }

    public static CaptureReceipt Of(PolicyScope whose, Guid by, bool isRetroactive, PolicyCounts done, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), UserId = whose.UserId, TeamId = whose.TeamId, ChangedBy = by, ChangedAt = now,
        IsRetroactive = isRetroactive, Removed = done.Removed, ReadAgain = done.ReadAgain, Hidden = done.Hidden, Shown = done.Shown,
    };
}

/// <summary>What a policy does, or would do, to what was captured before.</summary>
/// <param name="Removed">Activities that are taken out.</param>
/// <param name="ReadAgain">Items that were kept out and are looked at again.</param>
/// <param name="Hidden">Activities of which others see less.</param>
/// <param name="Shown">Activities of which others see more.</param>
public sealed record PolicyCounts(int Removed = 0, int ReadAgain = 0, int Hidden = 0, int Shown = 0);
