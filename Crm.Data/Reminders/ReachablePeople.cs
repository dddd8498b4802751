using Crm.Core.Access;
using Npgsql;

namespace Crm.Data.Reminders;

/// <summary>People with a living personal chat: the bot can write to them first.</summary>
internal static class ReachablePeople
{
    /// <summary>Who looks for what people are to be told: the tenant's rights, and nobody's.</summary>
    public static CurrentUser Bot(Tenant tenant) => new(Guid.Empty, tenant, "", "", Role.Admin, "UTC", "en", Door.Teams);

    public static async Task<Guid[]> OfAsync(NpgsqlDataSource database, Tenant tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select distinct user_id from crm_control.conversation_references where tenant_id = $1 and user_id is not null and dead_at "
            + "is null");
        command.Parameters.Add(new() { Value = tenant.Id });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var people = new List<Guid>();
        while (await rows.ReadAsync(ct))
        {
            people.Add(rows.GetGuid(0));
        }

        return [.. people];
    }
}
