using Crm.Core.Filtering;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Access;

/// <summary>The tenant's people as choices for "owner is …"; "me" is whoever asks.</summary>
public sealed class People(ICrmDb db, CurrentUser user)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<FieldOption>> OptionsAsync(CancellationToken ct)
    {
        var colleagues = await db.Users.Where(u => !u.IsDeleted).OrderBy(u => u.Name).Take(Most).Select(u => new { u.Id, Name = u.Name ?? u.Email }).ToListAsync(ct);
        return [new FieldOption("me", user.Id), .. colleagues.Select(c => new FieldOption(c.Name, c.Id))];
    }
}
