using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
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

    /// <summary>A USER's own companies as their lists read them, without the policy that shows the companies of own deals (docs/decisions/0025).</summary>
    IQueryable<Company> OwnCompanies { get; }

    DbSet<FurtherDomain> FurtherDomains { get; }

    DbSet<CompanyMerge> CompanyMerges { get; }

    DbSet<Contact> Contacts { get; }

    /// <summary>The same of contacts as <see cref="OwnCompanies"/> of companies.</summary>
    IQueryable<Contact> OwnContacts { get; }

    DbSet<ContactAddress> ContactAddresses { get; }

    DbSet<ContactMerge> ContactMerges { get; }

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

    DbSet<ExchangeRate> ExchangeRates { get; }

    DbSet<CaptureCursor> CaptureCursors { get; }

    DbSet<CaptureLedgerEntry> CaptureLedger { get; }

    DbSet<MailFolder> MailFolders { get; }

    /// <summary>The same for queries compiled once (EF.CompileAsyncQuery), which look-ups of a millisecond are worth.</summary>
    DbContext Context { get; }

    /// <summary>Version of the tenant's settings when the transaction began (<see cref="TenantSettings"/>); null before the first command ran.</summary>
    long? SettingsVersion { get; }

    /// <summary>The use case goes by what was read of the settings at this version. Whether that still stood, <see cref="HoldsAsync"/> says.</summary>
    /// <param name="settingsVersion">The version that was kept in memory.</param>
    /// <param name="forget">Called when it is no longer the newest.</param>
    void RelyOn(long settingsVersion, Action forget);

    /// <summary>
    /// Statements of this use case are planned for the values they carry. Said before the first command, of questions whose plan depends so much on
    /// who asks that one plan for everybody is a bad one for somebody.
    /// </summary>
    void PlanForValues();

    /// <summary>
    /// Statements of this use case are planned once for all values. Said before the first command, of questions that have one good plan whoever asks:
    /// planning a page again for each asking costs as much as reading it.
    /// </summary>
    void PlanOnce();

    /// <summary>Each statement of this use case that follows may take so long and no longer. Said before the first command.</summary>
    void LimitTime(TimeSpan each);

    /// <summary>Whether a statement failed because it reached <see cref="LimitTime"/>; nothing more can be asked in this use case then.</summary>
    bool RanOutOfTime(Exception failure);

    /// <summary>Asked before an outcome counts; when it is false the use case starts again.</summary>
    Task<bool> HoldsAsync(CancellationToken ct);

    /// <summary>Starts the transaction of one use case; tenant, database role and user are set inside it, before its first command.</summary>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="kind">What it does to the database.</param>
    /// <param name="ct">Cancels the beginning.</param>
    Task BeginAsync(CurrentUser caller, UseCaseKind kind, CancellationToken ct);

    Task CommitAsync(CancellationToken ct);

    /// <summary>
    /// Saves, and says what the database refused in words for people: a stale version, a duplicate, a broken rule, a missing right.
    /// </summary>
    /// <returns>Null when everything was saved.</returns>
    Task<Refusal?> SaveAsync(CancellationToken ct);
}
