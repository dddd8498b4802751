using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Reads what the trigger on deals wrote, as the tenant's administrator; a told row is taken out.</summary>
internal sealed class HandoverStore(NpgsqlDataSource database, TenantRegistry tenants) : IHandoverStore
{
    private const int MostAtOnce = 1_000;

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    /// <summary>Whom the bot could not reach for longer than this is not told any more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    public Task<IReadOnlyList<Handover>> TakeAsync(CancellationToken ct) =>
        ReachablePeople.TakeAsync(database, tenants, (tenant, reachable) => TakeAsync(tenant, reachable, ct), ct);

    public async Task SentAsync(Handover handover, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, ReachablePeople.Bot(handover.Person.Tenant), ct);
        await using var command = new NpgsqlCommand("delete from deal_handovers where deal_id = $1 and given_at = $2", connection);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = handover.DealId }, new() { Value = handover.GivenAt } });
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<Handover>> TakeAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, ReachablePeople.Bot(tenant), ct);
        await using (var sweep = new NpgsqlCommand("delete from deal_handovers where given_at < now() - $1", connection)
            { Parameters = { new() { Value = Late } } })
        {
            await sweep.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand(
            """
            with taken as (
              update deal_handovers set held_until = now() + $1
               where deal_id in (select deal_id from deal_handovers where to_user = any($2) and (held_until is null or held_until < now())
                                  order by given_at, deal_id limit $3 for update skip locked)
              returning deal_id, to_user, by_user, given_at)
            select t.deal_id, t.given_at, coalesce(g.name, g.email), u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale
              from taken t join users u on u.id = t.to_user left join users g on g.id = t.by_user where u.is_active and not u.is_deleted
                order by t.given_at, t.deal_id
            """,
            connection);
        command.Parameters
            .AddRange(new NpgsqlParameter[] { new() { Value = Held }, new() { Value = reachable }, new() { Value = MostAtOnce } });
        var taken = new List<Handover>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                var person = new CurrentUser(rows.GetGuid(3), tenant, rows.GetString(4), rows.GetString(5),
                    UpperSnakeCase.Parse<Role>(rows.GetString(6)), rows.GetString(7), rows.GetString(8), Door.Teams);
                taken.Add(
                    new Handover(
                        person, rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1)));
            }
        }

        await transaction.CommitAsync(ct);
        return taken;
    }
}
