using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal abstract class MergeNoteMapping<TNote, TRecord>(string table) : IEntityTypeConfiguration<TNote>
    where TNote : MergeNote
    where TRecord : OwnedRecord
{
    public void Configure(EntityTypeBuilder<TNote> merge)
    {
        merge.MapTable(table);
        merge.Property(m => m.Moved).HasColumnType("jsonb");
        merge.HasOne<User>().WithMany().HasForeignKey(m => m.OwnerId).OnDelete(DeleteBehavior.Restrict);
        merge.HasOne<TRecord>().WithMany().HasForeignKey(m => m.KeptId).OnDelete(DeleteBehavior.Cascade);
        merge.HasOne<TRecord>().WithMany().HasForeignKey(m => m.MergedId).OnDelete(DeleteBehavior.Cascade);
    }
}
