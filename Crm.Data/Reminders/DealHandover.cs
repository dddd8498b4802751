using Crm.Core.Deals;
using Crm.Data.Configurations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Reminders;

/// <summary>
/// A row of deal_handovers: somebody is to be told of a deal. Written by a trigger (handovers.sql), taken by <see cref="HandoverStore"/>.
/// </summary>
internal sealed class DealHandover
{
    public Guid DealId { get; private init; }

    /// <summary>Who had it when somebody was last told, or at first.</summary>
    public Guid FromUser { get; private init; }

    public Guid ToUser { get; private init; }

    /// <summary>Null for what no person did.</summary>
    public Guid? ByUser { get; private init; }

    public DateTimeOffset GivenAt { get; private init; }

    /// <summary>A host is telling it.</summary>
    public DateTimeOffset? HeldUntil { get; private init; }
}

/// <summary>
/// A row of record_sights: a company or contact that somebody sees because of a deal of theirs (docs/decisions/0025). Written by triggers.
/// </summary>
internal sealed class RecordSight
{
    public Guid RecordId { get; private init; }

    public Guid UserId { get; private init; }

    public Guid DealId { get; private init; }

    /// <summary>COMPANY or CONTACT.</summary>
    public string Kind { get; private init; } = "";
}

internal sealed class DealHandoverMapping : IEntityTypeConfiguration<DealHandover>
{
    public void Configure(EntityTypeBuilder<DealHandover> handover)
    {
        handover.MapTable("deal_handovers", nameof(DealHandover.DealId));
        handover.HasOne<Deal>().WithMany().HasForeignKey(h => h.DealId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecordSightMapping : IEntityTypeConfiguration<RecordSight>
{
    public void Configure(EntityTypeBuilder<RecordSight> sight)
    {
        sight.ToTable("record_sights");
        sight.HasKey(s => new { s.RecordId, s.UserId, s.DealId });
        sight.Property(s => s.Kind).HasColumnType("text");
        sight.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        sight.HasOne<Deal>().WithMany().HasForeignKey(s => s.DealId).OnDelete(DeleteBehavior.Cascade);
    }
}
