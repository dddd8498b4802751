namespace Crm.Core.Policies;

/// <summary>What a change of policy did to what was captured before it.</summary>
public sealed class CaptureReceipt
{
    public Guid Id { get; private init; }

    /// <summary>Whose policy; null is the organisation's.</summary>
    public Guid? UserId { get; private init; }

    public Guid? ChangedBy { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    /// <summary>What was captured before was to follow the new policy.</summary>
    public bool IsRetroactive { get; private init; }

    /// <summary>Activities that were taken out.</summary>
    public int Removed { get; private init; }

    /// <summary>Items that were kept out and are looked at again.</summary>
    public int ReadAgain { get; private init; }

    public static CaptureReceipt Of(Guid? userId, Guid by, bool isRetroactive, int removed, int readAgain, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), UserId = userId, ChangedBy = by, ChangedAt = now, IsRetroactive = isRetroactive, Removed = removed,
        ReadAgain = readAgain,
    };
}
