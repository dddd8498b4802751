using Crm.Core.Contacts;
using Crm.Core.Editing;

namespace Crm.Data.Merging;

internal sealed class ContactLinks(CrmDbContext db, TimeProvider clock) : IMergeLinks<MovedLinks>
{
    public Task<MovedLinks> MoveAsync(Guid from, Guid to, MovedLinks? only, CancellationToken ct) => LinkMove.ByAsync(
        db, only, back => $"select move_contact_links({from}, {to}, {back}::jsonb, {clock.GetUtcNow()})::text as \"Value\"", ct);
}
