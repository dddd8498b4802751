using Crm.Core.Imports;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class ExternalIdMapping : IEntityTypeConfiguration<ExternalId>
{
    public void Configure(EntityTypeBuilder<ExternalId> known)
    {
        known.ToTable("external_ids");
        known.HasKey(e => new { e.Source, e.Entity, e.Key, e.OwnerId });
        known.Property(e => e.Source).HasMaxLength(ExternalId.SourceLength).UseCollation("C");
        known.Property(e => e.Entity).HasColumnType("text");
        known.Property(e => e.Key).HasMaxLength(ExternalId.KeyLength).UseCollation("C");
        known.HasOne<User>().WithMany().HasForeignKey(e => e.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}
