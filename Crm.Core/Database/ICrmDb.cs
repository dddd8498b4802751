using Crm.Core.Activities;
using Crm.Core.Choices;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Pipeline;

namespace Crm.Core.Database;

/// <summary>
/// The records and settings of the caller's tenant, as far as the caller may see them. What only one room keeps, that room adds
/// (CaptureSets, ViewSets).
/// </summary>
public interface ICrmDb : IUnitOfWork
{
    DbSet<User> Users { get; }

    DbSet<Company> Companies { get; }

    /// <summary>
    /// A USER's own companies as their lists read them, without the policy that shows the companies of own deals (docs/decisions/0025).
    /// </summary>
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

    /// <summary>Those that the reader may read.</summary>
    DbSet<WithheldWords> WithheldWords { get; }

    /// <summary>Those of the reader, and those that the reader decides about.</summary>
    DbSet<AccessRequest> AccessRequests { get; }

    DbSet<CustomFieldDefinition> CustomFields { get; }

    DbSet<RecordChange> RecordHistory { get; }

    DbSet<TenantSettings> Settings { get; }

    DbSet<ExchangeRate> ExchangeRates { get; }
}
