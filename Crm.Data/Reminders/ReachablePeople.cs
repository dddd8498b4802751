using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>People with a living personal chat: the bot can write to them first.</summary>
internal static class ReachablePeople
{
    /// <summary>Who looks for what people are to be told: the tenant's rights, and nobody's.</summary>
    public static CurrentUser Bot(Tenant tenant) => new(Guid.Empty, tenant, "", "", Role.Admin, "UTC", "en", Door.Teams);

    /// <summary>What <see cref="Read"/> reads of the table users, called u.</summary>
    public const string Columns = "u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale";

    public const int ColumnCount = 6;

    /// <summary>The statement for what a function takes (as <see cref="ProactiveStore{TMessage}"/> asks): to whom, and an id.</summary>
    public static string TakenBy(string function, string id) =>
        $"""
        select {Columns}, t.{id}
          from {function}($1, $2, $3) t join users u on u.id = t.user_id where u.is_active and not u.is_deleted
        """;

    public static CurrentUser Read(NpgsqlDataReader row, Tenant tenant) => new(
        row.GetGuid(0), tenant, row.GetString(1), row.GetString(2), UpperSnakeCase.Parse<Role>(row.GetString(3)), row.GetString(4),
        row.GetString(5), Door.Teams);

    /// <summary>What is to be told to the reachable people of every tenant.</summary>
    public static async Task<IReadOnlyList<T>> TakeAsync<T>(
        NpgsqlDataSource database, TenantRegistry tenants, Func<Tenant, Guid[], Task<List<T>>> take, CancellationToken ct)
    {
        var taken = new List<T>();
        foreach (var tenant in await tenants.AllAsync(ct))
        {
            if (await OfAsync(database, tenant, ct) is { Length: > 0 } reachable)
            {
                taken.AddRange(await take(tenant, reachable));
            }
        }

        return taken;
    }

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
