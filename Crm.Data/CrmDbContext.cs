using System.Data;
using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Choices;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Database;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Pipeline;
using Crm.Core.UseCases;
using Crm.Core.Views;
using Crm.Data.Configurations;
using Crm.Data.Lists;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Data;

/// <summary>One tenant's data. Which tenant is said by the transaction's search_path, never by a name in a query.</summary>
/// <remarks>Pooled: what belongs to one use case is cleared when the context goes back.</remarks>
public sealed class CrmDbContext(DbContextOptions<CrmDbContext> options) : DbContext(options), ICrmDb
{
    private CurrentUser? caller;
    private bool keepsConnection;
    private readonly List<(long Version, Action Forget)> relied = [];

    public DbSet<User> Users => Set<User>();

    public DbSet<Company> Companies => Set<Company>();

    public IQueryable<Company> OwnCompanies => OwnRecordViews.Of(Companies);

    public DbSet<FurtherDomain> FurtherDomains => Set<FurtherDomain>();

    public DbSet<CompanyMerge> CompanyMerges => Set<CompanyMerge>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public IQueryable<Contact> OwnContacts => OwnRecordViews.Of(Contacts);

    public DbSet<ContactAddress> ContactAddresses => Set<ContactAddress>();

    public DbSet<ContactMerge> ContactMerges => Set<ContactMerge>();

    public DbSet<PipelineStage> Stages => Set<PipelineStage>();

    public DbSet<Deal> Deals => Set<Deal>();

    public DbSet<DealStageEntry> StageHistory => Set<DealStageEntry>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<ActivityParticipant> ActivityParticipants => Set<ActivityParticipant>();

    public DbSet<ActivityMailbox> ActivityMailboxes => Set<ActivityMailbox>();

    public DbSet<WithheldWords> WithheldWords => Set<WithheldWords>();

    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();

    public DbSet<CustomFieldDefinition> CustomFields => Set<CustomFieldDefinition>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<RecordChange> RecordHistory => Set<RecordChange>();

    public DbSet<TenantSettings> Settings => Set<TenantSettings>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    public DbSet<CaptureCursor> CaptureCursors => Set<CaptureCursor>();

    public DbSet<CaptureBackfill> CaptureBackfills => Set<CaptureBackfill>();

    public DbSet<CaptureProof> CaptureProofs => Set<CaptureProof>();

    public DbSet<CaptureLedgerEntry> CaptureLedger => Set<CaptureLedgerEntry>();

    public DbSet<MailFolder> MailFolders => Set<MailFolder>();

    public DbContext Context => this;

    public long? SettingsVersion => Transaction?.SettingsVersion;

    internal UseCaseTransaction? Transaction { get; private set; }

    public async Task BeginAsync(CurrentUser caller, UseCaseKind kind, CancellationToken ct)
    {
        this.caller = caller;
        Database.AutoSavepointsEnabled = false; // a failed save ends the whole use case; a savepoint would be a round trip for nothing
        var transaction = await Database.BeginTransactionAsync(
            kind is UseCaseKind.Change ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, ct);
        Transaction = new UseCaseTransaction((NpgsqlTransaction)transaction.GetDbTransaction(), caller, kind);
    }

    public void RelyOn(long settingsVersion, Action forget) => relied.Add((settingsVersion, forget));

    public void PlanForValues() => Transaction!.Plans = PlanMode.ForValues;

    public void PlanOnce() => Transaction!.Plans = PlanMode.Once;

    public void LimitTime(TimeSpan each) => Transaction!.TimeLimit = each;

    public bool RanOutOfTime(Exception failure)
    {
        if (failure is not PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            return false;
        }

        Transaction!.HasFailed = true;
        return true;
    }

    public async Task<bool> HoldsAsync(CancellationToken ct)
    {
        if (relied.Count == 0 || Transaction!.HasFailed)
        {
            return true;
        }

        if (Transaction.SettingsVersion is null)
        {
            await Transaction.BeginAsync(ct);
        }

        var outdated = relied.Where(on => on.Version != Transaction.SettingsVersion).ToList();
        outdated.ForEach(on => on.Forget());
        return outdated.Count == 0;
    }

    public async Task ReadBatchAsync(IReadOnlyList<Func<Task>> queries, bool endsHere, CancellationToken ct)
    {
        await Transaction!.ReadBatchAsync(queries, endsHere, ct);
        if (Transaction.EndedWithBatch && Database.CurrentTransaction is { } ended)
        {
            // EF gives nothing to a transaction that has ended. The connection stays for what may follow.
            await Database.OpenConnectionAsync(ct);
            keepsConnection = true;
            await ended.DisposeAsync();
        }
    }

    public void BrokeOff()
    {
        if (Transaction is { } transaction)
        {
            transaction.HasFailed = true;
        }
    }

    public Task CommitAsync(CancellationToken ct) => Transaction!.CommitAsync(ct);

    public override void Dispose()
    {
        Clear();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Transaction is { HasFailed: true })
        {
            await UnprepareAsync();
        }

        if (keepsConnection)
        {
            await Database.CloseConnectionAsync();
        }

        Clear();
        await base.DisposeAsync();
    }

    public async Task<Refusal?> SaveAsync(CancellationToken ct)
    {
        Stamp();
        try
        {
            await SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException refused) when (RefusedByDatabase.Explain(refused) is { } refusal)
        {
            return refusal;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        EnumColumns.Configure(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        FilterFunctions.Configure(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CrmDbContext).Assembly);
        SnakeCase.Apply(modelBuilder);
    }

    /// <summary>Before the connection goes back to its pool.</summary>
    private async Task UnprepareAsync()
    {
        try
        {
            if (Database.GetDbConnection() is { State: ConnectionState.Open } && Transaction is { } open)
            {
                await open.AbandonAsync();
            }
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            return; // a broken connection does not go back
        }
    }

    private void Clear()
    {
        (caller, Transaction, keepsConnection) = (null, null, false);
        relied.Clear();
    }

    private void Stamp()
    {
        var by = caller ?? throw new InvalidOperationException("Nothing is saved outside a use case: BeginAsync was not called.");
        var now = this.GetService<TimeProvider>().GetUtcNow();
        foreach (var entry in ChangeTracker.Entries<OwnedRecord>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                entry.Entity.Stamp(by.Id, now, isNew: entry.State is EntityState.Added);
            }
        }
    }
}
