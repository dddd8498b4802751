using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Policies;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Data.Configurations;

internal static class FolderTable
{
    /// <summary>What capture knows of one mailbox's folder or calendar; it goes with the person.</summary>
    public static void MapFolderTable<T>(this EntityTypeBuilder<T> row, string table)
        where T : class
    {
        const string Person = nameof(CaptureCursor.UserId);
        const string Resource = nameof(CaptureCursor.Resource);
        row.ToTable(table);
        row.HasKey(Person, Resource);
        row.Property<string>(Resource).HasMaxLength(MailFolder.IdLength);
        row.HasOne<User>().WithMany().HasForeignKey(Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureCursorMapping : IEntityTypeConfiguration<CaptureCursor>
{
    public void Configure(EntityTypeBuilder<CaptureCursor> cursor)
    {
        cursor.MapFolderTable("capture_cursors");
        cursor.Property(c => c.LastError).HasMaxLength(200);
        cursor.Ignore(c => c.CompleteTo);
    }
}

internal sealed class CaptureBackfillMapping : IEntityTypeConfiguration<CaptureBackfill>
{
    public void Configure(EntityTypeBuilder<CaptureBackfill> backfill)
    {
        backfill.MapFolderTable("capture_backfills");
        backfill.Property(b => b.LastError).HasMaxLength(CapturePause.CodeLength);
    }
}

internal sealed class CaptureProofMapping : IEntityTypeConfiguration<CaptureProof>
{
    public void Configure(EntityTypeBuilder<CaptureProof> proof)
    {
        proof.MapFolderTable("capture_proofs");
    }
}

internal sealed class MailboxGrantMapping : IEntityTypeConfiguration<MailboxGrant>
{
    public void Configure(EntityTypeBuilder<MailboxGrant> grant)
    {
        grant.MapTable("mailbox_grants", nameof(MailboxGrant.UserId));
        grant.Property(g => g.LapsedAs).HasMaxLength(MailboxGrant.LapsedAsLength);
        grant.Property(g => g.Version).IsConcurrencyToken();
        grant.HasOne<User>().WithOne().HasForeignKey<MailboxGrant>(g => g.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureLedgerMapping : IEntityTypeConfiguration<CaptureLedgerEntry>
{
    public void Configure(EntityTypeBuilder<CaptureLedgerEntry> entry)
    {
        entry.MapTable("capture_ledger");
        entry.Property(e => e.GraphId).HasColumnType("text").UseCollation("C");
        entry.Property(e => e.Mailbox).HasMaxLength(SharedMailbox.MailboxLength);
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
        layer.MapTable("capture_policies");
        layer.ComplexProperty(l => l.Wishes);
        layer.Property(l => l.Version).IsConcurrencyToken();
        layer.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamPolicyMapping : IEntityTypeConfiguration<TeamPolicyLayer>
{
    public void Configure(EntityTypeBuilder<TeamPolicyLayer> layer)
    {
        layer.MapTable("team_policies", nameof(TeamPolicyLayer.TeamId));
        layer.ComplexProperty(l => l.Wishes);
        layer.Property(l => l.Version).IsConcurrencyToken();
        layer.HasOne<Team>().WithOne().HasForeignKey<TeamPolicyLayer>(l => l.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.MapTable("teams");
        team.Property(t => t.Version).IsConcurrencyToken();
        team.HasMany(t => t.Members).WithOne().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamMemberMapping : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.MapTable("team_members", nameof(TeamMember.UserId));
        member.HasOne<User>().WithOne().HasForeignKey<TeamMember>(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CaptureReceiptMapping : IEntityTypeConfiguration<CaptureReceipt>
{
    public void Configure(EntityTypeBuilder<CaptureReceipt> receipt)
    {
        receipt.MapTable("capture_receipts");
        receipt.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Read and written by functions of the database alone (erase_person, erased_among).</summary>
internal sealed record ErasedPerson(Guid Mark, DateTimeOffset ErasedAt, Guid? ErasedBy);

internal sealed class ErasedPersonMapping : IEntityTypeConfiguration<ErasedPerson>
{
    public void Configure(EntityTypeBuilder<ErasedPerson> person)
    {
        person.MapTable("erased_people", nameof(ErasedPerson.Mark));
    }
}
