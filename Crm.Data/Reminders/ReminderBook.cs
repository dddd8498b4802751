using Crm.Core.Access;
using Crm.Core.Reminders;
using Crm.Data.Tenants;
using Npgsql;

namespace Crm.Data.Reminders;

/// <summary>Reads a tenant's open tasks as its administrator and claims each in crm_control.reminders; a claim lasts as long as a host may take to send it.</summary>
internal sealed class ReminderBook(NpgsqlDataSource database, TenantRegistry tenants, TimeProvider clock) : IReminderBook
{
    private const int MostAtOnce = 1_000;

    /// <summary>What came due while no host ran for longer than this is told by nobody: the list of tasks shows it.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<DueReminder>> TakeAsync(CancellationToken ct)
    {
        var taken = new List<DueReminder>();
        foreach (var tenant in await tenants.AllAsync(ct))
        {
            foreach (var due in await DueAsync(tenant, ct))
            {
                if (await ClaimAsync(due, ct))
                {
                    taken.Add(due);
                }
            }
        }

        return taken;
    }

    public async Task SentAsync(DueReminder reminder, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "update crm_control.reminders set sent_at = now() where tenant_id = $1 and activity_id = $2 and user_id = $3 and due_at = $4");
        command.Parameters.AddRange(KeyOf(reminder));
        await command.ExecuteNonQueryAsync(ct);
        await using var sweep = database.CreateCommand("delete from crm_control.reminders where due_at < now() - interval '7 days'");
        await sweep.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<DueReminder>> DueAsync(Tenant tenant, CancellationToken ct)
    {
        var (now, reachable) = (clock.GetUtcNow(), await ReachableAsync(tenant, ct));
        if (reachable.Length == 0)
        {
            return [];
        }

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, new CurrentUser(Guid.Empty, tenant, "", "", Role.Admin, "UTC", "en", Door.Teams), ct);
        await using var command = new NpgsqlCommand(
            """
            select a.id, a.due_date, u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale
              from activities a join users u on u.id = coalesce(a.assigned_to_id, a.owner_id)
             where not a.is_deleted and a.type = 'TASK' and a.status in ('PENDING','IN_PROGRESS') and a.due_date > $1 and a.due_date <= $2
               and u.id = any($3) and u.is_active and not u.is_deleted and coalesce(u.preferences ->> 'reminders', 'on') <> 'off'
               and a.due_date - case when (a.due_date at time zone u.timezone)::time >= '23:59' then interval '14 hours 59 minutes' else interval '0' end between $1 and $4
             order by a.due_date, a.id limit $5
            """,
            connection);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = now - Late }, new() { Value = now + TimeSpan.FromHours(15) }, new() { Value = reachable }, new() { Value = now }, new() { Value = MostAtOnce } });
        var due = new List<DueReminder>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                var person = new CurrentUser(rows.GetGuid(2), tenant, rows.GetString(3), rows.GetString(4), UpperSnake.Parse<Role>(rows.GetString(5)), rows.GetString(6), rows.GetString(7), Door.Teams);
                due.Add(new DueReminder(person, rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1)));
            }
        }

        await transaction.CommitAsync(ct);
        return due;
    }

    private async Task<Guid[]> ReachableAsync(Tenant tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select distinct user_id from crm_control.conversation_references where tenant_id = $1 and user_id is not null and dead_at is null");
        command.Parameters.Add(new() { Value = tenant.Id });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var people = new List<Guid>();
        while (await rows.ReadAsync(ct))
        {
            people.Add(rows.GetGuid(0));
        }

        return [.. people];
    }

    private async Task<bool> ClaimAsync(DueReminder due, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into crm_control.reminders as r (tenant_id, activity_id, user_id, due_at, held_until) values ($1, $2, $3, $4, now() + $5)
            on conflict (tenant_id, activity_id, user_id, due_at) do update set held_until = excluded.held_until where r.sent_at is null and r.held_until < now()
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[.. KeyOf(due), new() { Value = Held }]);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static NpgsqlParameter[] KeyOf(DueReminder due) =>
        [new() { Value = due.Person.Tenant.Id }, new() { Value = due.ActivityId }, new() { Value = due.Person.Id }, new() { Value = due.DueAt }];
}
