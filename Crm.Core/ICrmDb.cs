using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.Lists;
using Crm.Core.Pipeline;
using Crm.Core.Views;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core;

/// <summary>
/// The database as the core sees it: the rows the caller may see, inside the transaction that carries the caller's rights.
/// </summary>
public interface ICrmDb
{
    DbSet<User> Users { get; }

    DbSet<Company> Companies { get; }

    DbSet<Contact> Contacts { get; }

    DbSet<ContactAddress> ContactAddresses { get; }

    DbSet<PipelineStage> Stages { get; }

    DbSet<Deal> Deals { get; }

    DbSet<DealStageEntry> StageHistory { get; }

    DbSet<Activity> Activities { get; }

    DbSet<ActivityParticipant> ActivityParticipants { get; }

    DbSet<ActivityMailbox> ActivityMailboxes { get; }

    DbSet<CustomFieldDefinition> CustomFields { get; }

    DbSet<SavedView> SavedViews { get; }

    DbSet<RecordChange> RecordHistory { get; }

    DbSet<TenantSettings> Settings { get; }

    DbSet<CaptureCursor> CaptureCursors { get; }

    DbSet<CaptureLedgerEntry> CaptureLedger { get; }

    /// <summary>Version of the tenant's settings when the transaction began; see <see cref="TenantSettings"/>.</summary>
    long SettingsVersion { get; }

    /// <summary>Starts the transaction of one use case and sets tenant, database role and user inside it (one round trip).</summary>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="readsOneSnapshot">Read only, and every statement sees the same moment: rows and their counts agree.</param>
    /// <param name="ct">Cancels the beginning.</param>
    Task BeginAsync(CurrentUser caller, bool readsOneSnapshot, CancellationToken ct);

    Task CommitAsync(CancellationToken ct);

    /// <summary>
    /// Saves, and says what the database refused in words for people: a stale version, a duplicate, a broken rule, a missing right.
    /// </summary>
    /// <returns>Null when everything was saved.</returns>
    Task<Refusal?> SaveAsync(CancellationToken ct);
}
