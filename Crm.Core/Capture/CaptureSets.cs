namespace Crm.Core.Capture;

/// <summary>The tables of this room.</summary>
public static class CaptureSets
{
    extension(IUnitOfWork db)
    {
        public DbSet<CaptureCursor> CaptureCursors => db.Set<CaptureCursor>();

        public DbSet<CaptureBackfill> CaptureBackfills => db.Set<CaptureBackfill>();

        public DbSet<CaptureProof> CaptureProofs => db.Set<CaptureProof>();

        public DbSet<MailboxGrant> MailboxGrants => db.Set<MailboxGrant>();

        public DbSet<CaptureLedgerEntry> CaptureLedger => db.Set<CaptureLedgerEntry>();

        public DbSet<MailFolder> MailFolders => db.Set<MailFolder>();
    }
}
