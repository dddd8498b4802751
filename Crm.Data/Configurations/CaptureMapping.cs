using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Policies;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal sealed class CaptureCursorMapping : IEntityTypeConfiguration<CaptureCursor>
{
    public void Configure(EntityTypeBuilder<CaptureCursor> cursor)
    {
        cursor.ToTable("capture_cursors");
        cursor.HasKey(c => new { c.UserId, c.Resource });
        cursor.Property(c => c.Resource).HasMaxLength(MailFolder.IdLength);
        cursor.Property(c => c.LastError).HasMaxLength(200);
        cursor.Ignore(c => c.CompleteTo);
        cursor.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureBackfillMapping : IEntityTypeConfiguration<CaptureBackfill>
{
    public void Configure(EntityTypeBuilder<CaptureBackfill> backfill)
    {
        backfill.ToTable("capture_backfills");
        backfill.HasKey(b => new { b.UserId, b.Resource });
        backfill.Property(b => b.Resource).HasMaxLength(MailFolder.IdLength);
        backfill.Property(b => b.LastError).HasMaxLength(CapturePause.CodeLength);
        backfill.HasOne<User>().WithMany().HasForeignKey(b => b.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureProofMapping : IEntityTypeConfiguration<CaptureProof>
{
    public void Configure(EntityTypeBuilder<CaptureProof> proof)
    {
        proof.ToTable("capture_proofs");
        proof.HasKey(p => new { p.UserId, p.Resource });
        proof.Property(p => p.Resource).HasMaxLength(MailFolder.IdLength);
        proof.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureLedgerMapping : IEntityTypeConfiguration<CaptureLedgerEntry>
{
    public void Configure(EntityTypeBuilder<CaptureLedgerEntry> entry)
    {
        entry.ToTable("capture_ledger");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.GraphId).HasColumnType("text").UseCollation("C");
        entry.Property(e => e.Reason).HasMaxLength(100);
        entry.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<Activity>().WithMany().HasForeignKey(e => e.ActivityId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class MailFolderMapping : IEntityTypeConfiguration<MailFolder>
{
    public void Configure(EntityTypeBuilder<MailFolder> folder)
    {
        folder.ToTable("capture_folders");
        folder.HasKey(f => new { f.UserId, f.FolderId });
        folder.Property(f => f.FolderId).HasMaxLength(MailFolder.IdLength).UseCollation("C");
        folder.Property(f => f.Mailbox).HasMaxLength(SharedMailbox.MailboxLength);
        folder.Property(f => f.ParentId).HasMaxLength(MailFolder.IdLength).UseCollation("C");
        folder.Property(f => f.Name).HasMaxLength(MailFolder.NameLength);
        folder.Property(f => f.WellKnown).HasMaxLength(40);
        folder.HasOne<User>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CapturePolicyMapping : IEntityTypeConfiguration<CapturePolicyLayer>
{
    public void Configure(EntityTypeBuilder<CapturePolicyLayer> layer)
    {
        layer.ToTable("capture_policies");
        layer.HasKey(l => l.Id);
        layer.Property(l => l.Id).ValueGeneratedNever();
        layer.ComplexProperty(l => l.Wishes);
        layer.Property(l => l.Version).IsConcurrencyToken();
        layer.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureReceiptMapping : IEntityTypeConfiguration<CaptureReceipt>
{
    public void Configure(EntityTypeBuilder<CaptureReceipt> receipt)
    {
        receipt.ToTable("capture_receipts");
        receipt.HasKey(r => r.Id);
        receipt.Property(r => r.Id).ValueGeneratedNever();
        receipt.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Read and written by functions of the database alone (erase_person, erased_among).</summary>
internal sealed record ErasedPerson(Guid Mark, DateTimeOffset ErasedAt, Guid? ErasedBy);

internal sealed class ErasedPersonMapping : IEntityTypeConfiguration<ErasedPerson>
{
    public void Configure(EntityTypeBuilder<ErasedPerson> person)
    {
        person.ToTable("erased_people");
        person.HasKey(p => p.Mark);
        person.Property(p => p.Mark).ValueGeneratedNever();
    }
}
