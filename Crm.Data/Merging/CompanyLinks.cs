using Crm.Core.Companies;
using Crm.Core.Editing;

namespace Crm.Data.Merging;

internal sealed class CompanyLinks(CrmDbContext db, TimeProvider clock) : IMergeLinks<MovedFromCompany>
{
    public Task<MovedFromCompany> MoveAsync(Guid from, Guid to, MovedFromCompany? only, CancellationToken ct) => LinkMove.ByAsync(
        db, only, back => $"select move_company_links({from}, {to}, {back}::jsonb, {clock.GetUtcNow()})::text as \"Value\"", ct);
}
