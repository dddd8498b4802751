using System.Text.Json;

namespace Crm.Data.Merging;

/// <summary>
/// What pointed at one record points at another: one statement a table, in a function (move_company_links, move_contact_links) that runs as
/// the owner of the tables and checks the caller itself.
/// </summary>
internal static class LinkMove
{
    /// <param name="db">Of the running use case.</param>
    /// <param name="only">What an undo moves back; null moves everything.</param>
    /// <param name="call">The function, with <paramref name="only"/> as JSON.</param>
    /// <param name="ct">Cancels the move.</param>
    public static async Task<T> ByAsync<T>(CrmDbContext db, T? only, Func<string?, FormattableString> call, CancellationToken ct)
        where T : class
    {
        var back = only is null ? null : JsonSerializer.Serialize(only, JsonSerializerOptions.Web);
        var moved = await db.Database.SqlQuery<string>(call(back)).ToListAsync(ct);
        return JsonSerializer.Deserialize<T>(moved.Single(), JsonSerializerOptions.Web)!;
    }
}
