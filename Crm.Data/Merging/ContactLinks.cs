using System.Text.Json;
using Crm.Core.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Merging;

/// <summary>
/// One statement a table, in a function that runs as the owner of the tables and checks the caller itself (merges.sql).
/// </summary>
internal sealed class ContactLinks(CrmDbContext db, TimeProvider clock) : IContactLinks
{
    public async Task<MovedLinks> MoveAsync(Guid from, Guid to, MovedLinks? only, CancellationToken ct)
    {
        var back = only is null ? null : JsonSerializer.Serialize(only, JsonSerializerOptions.Web);
        var moved = await db.Database
            .SqlQuery<string>($"select move_contact_links({from}, {to}, {back}::jsonb, {clock.GetUtcNow()})::text as \"Value\"")
            .ToListAsync(ct);
        return JsonSerializer.Deserialize<MovedLinks>(moved.Single(), JsonSerializerOptions.Web)!;
    }
}
