using System.Text.Json;
using Crm.Core.Companies;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Merging;

/// <summary>
/// One statement a table, in a function that runs as the owner of the tables and checks the caller itself (merges.sql).
/// </summary>
internal sealed class CompanyLinks(CrmDbContext db, TimeProvider clock) : ICompanyLinks
{
    public async Task<MovedFromCompany> MoveAsync(Guid from, Guid to, MovedFromCompany? only, CancellationToken ct)
    {
        var back = only is null ? null : JsonSerializer.Serialize(only, JsonSerializerOptions.Web);
        var moved = await db.Database
            .SqlQuery<string>($"select move_company_links({from}, {to}, {back}::jsonb, {clock.GetUtcNow()})::text as \"Value\"")
                .ToListAsync(ct);
        return JsonSerializer.Deserialize<MovedFromCompany>(moved.Single(), JsonSerializerOptions.Web)!;
    }
}
