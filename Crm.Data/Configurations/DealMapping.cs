using Crm.Core.Deals;
using Crm.Core.Pipeline;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class DealMapping : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> deal)
    {
        deal.MapRecord("deals", Deal.Fields.All);
        deal.HasOne(d => d.Owner).WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Restrict);
        deal.HasOne(d => d.Company).WithMany().HasForeignKey(d => d.CompanyId).OnDelete(DeleteBehavior.SetNull);
        deal.HasOne(d => d.Contact).WithMany().HasForeignKey(d => d.ContactId).OnDelete(DeleteBehavior.SetNull);
        deal.HasOne(d => d.Stage).WithMany().HasForeignKey(d => d.StageId).OnDelete(DeleteBehavior.Restrict);
        deal.Property(d => d.LastActivityAt).ValueGeneratedOnAddOrUpdate();
        deal.Property<string?>(nameof(Deal.TitleFolded)).Generated("crm_ext.fold(title)");
    }
}

internal sealed class PipelineStageMapping : IEntityTypeConfiguration<PipelineStage>
{
    public void Configure(EntityTypeBuilder<PipelineStage> stage)
    {
        stage.MapTable("pipeline_stages");
        stage.Property(s => s.Name).HasMaxLength(PipelineStage.NameLength);
        stage.Property(s => s.Probability).HasPrecision(3, 2);
        stage.Property(s => s.Color).HasMaxLength(7);
        stage.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class DealStageEntryMapping : IEntityTypeConfiguration<DealStageEntry>
{
    public void Configure(EntityTypeBuilder<DealStageEntry> entry)
    {
        entry.MapTable("deal_stage_history");
        entry.HasOne(e => e.Deal).WithMany().HasForeignKey(e => e.DealId).OnDelete(DeleteBehavior.Cascade);
        entry.Property(e => e.Value).HasPrecision(12, 2);
        entry.Property(e => e.Currency).HasColumnType("character(3)");
    }
}
