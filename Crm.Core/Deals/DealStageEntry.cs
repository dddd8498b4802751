namespace Crm.Core.Deals;

/// <summary>A deal entered a stage. Rows are written by the database, for every door and script alike.</summary>
public sealed class DealStageEntry
{
    public Guid Id { get; private init; }

    public Guid DealId { get; private init; }

    public Deal? Deal { get; private set; }

    public Guid OwnerId { get; private init; }

    public Guid? FromStageId { get; private init; }

    public Guid ToStageId { get; private init; }

    public DateTimeOffset EnteredAt { get; private init; }

    public decimal? Value { get; private init; }

    public string? Currency { get; private init; }

    /// <summary>When the deal went on to <see cref="NextStageId"/>; null while it stands here.</summary>
    public DateTimeOffset? LeftAt { get; private init; }

    public Guid? NextStageId { get; private init; }

    /// <summary>The deal reached a stage of type WON after this entry, whatever became of it since.</summary>
    public bool IsWon { get; private init; }
}
