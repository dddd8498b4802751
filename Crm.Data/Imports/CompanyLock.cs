using Crm.Core.Companies;

namespace Crm.Data.Imports;

/// <summary>
/// Locks of the transaction. A person waits for an import only while it commits: it saves without the lock, takes it at the end, looks
/// whether somebody made one of its companies meanwhile, and if so matches and saves anew (<see cref="ImportSession"/>).
/// </summary>
internal sealed class CompanyLock(CrmDbContext db) : ICompanyLock
{
    /// <summary>What an import waits for before it commits: everybody who is making a company.</summary>
    public const string Close = "select pg_advisory_xact_lock(hashtext('crm companies'), hashtext(current_schema()))";

    public async Task EnterAsync(string? domain, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock_shared(hashtext('crm companies'), hashtext(current_schema())),
                   case when {domain}::text is not null then pg_advisory_xact_lock(hashtext(current_schema() || ' company'),
                     hashtext({domain}::text)) end
            """,
            ct);
    }
}
