using System.Runtime.CompilerServices;
using Crm.Core.Editing;

namespace Crm.Data.Merging;

/// <summary>
/// What pointed at one record points at another: one statement a table, in a function (move_company_links, move_contact_links) that runs as
/// the owner of the tables and checks the caller itself.
/// </summary>
internal abstract class MergeLinks<TMoved>(CrmDbContext db, TimeProvider clock, string function) : IMergeLinks<TMoved>
    where TMoved : class
{
    private readonly string call = "select " + function + "({0}, {1}, {2}::jsonb, {3})::text as \"Value\"";

    public async Task<TMoved> MoveAsync(Guid from, Guid to, TMoved? only, CancellationToken ct)
    {
        var back = only is null ? null : JsonSerializer.Serialize(only, JsonSerializerOptions.Web);
        var moved = await db.Database.SqlQuery<string>(FormattableStringFactory.Create(call, from, to, back, clock.GetUtcNow()))
            .ToListAsync(ct);
        return JsonSerializer.Deserialize<TMoved>(moved.Single(), JsonSerializerOptions.Web)!;
    }
}
