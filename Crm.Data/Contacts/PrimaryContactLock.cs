using Crm.Core.Contacts;

namespace Crm.Data.Contacts;

/// <summary>A lock of the transaction for each company.</summary>
internal sealed class PrimaryContactLock(CrmDbContext db) : IPrimaryContactLock
{
    public async Task EnterAsync(Guid companyId, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $"select pg_advisory_xact_lock(hashtext(current_schema() || ' primary contact'), hashtext({companyId}::text))", ct);
}
