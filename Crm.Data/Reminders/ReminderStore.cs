using Crm.Core.Cards;
using Crm.Core.Reminders;
using Crm.Core.Times;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>
/// Reads a tenant's open tasks as its administrator and claims each in crm_control.reminders; a claim lasts as long as a host may take to
/// send it.
/// </summary>
internal sealed class ReminderStore(NpgsqlDataSource database, TenantRegistry tenants, TimeProvider clock)
    : IProactiveStore<DueReminder>
{
    private const int MostAtOnce = 1_000;

    /// <summary>What came due while no host ran for longer than this is told by nobody: the list of tasks shows it.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    public Task<IReadOnlyList<DueReminder>> TakeAsync(CancellationToken ct) =>
        ReachablePeople.TakeAsync(database, tenants, (tenant, reachable) => TakeAsync(tenant, reachable, ct), ct);

    public async Task SentAsync(DueReminder reminder, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "update crm_control.reminders set sent_at = now() where tenant_id = $1 and activity_id = $2 and user_id = $3 and due_at = $4");
        command.Parameters.AddRange(KeyOf(reminder));
        await command.ExecuteNonQueryAsync(ct);
        await using var sweep = database.CreateCommand("delete from crm_control.reminders where due_at < now() - interval '7 days'");
        await sweep.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<DueReminder>> TakeAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        var taken = new List<DueReminder>();
        foreach (var due in await DueAsync(tenant, reachable, ct))
        {
            if (await ClaimAsync(due, ct))
            {
                taken.Add(due);
            }
        }

        return taken;
    }

    private async Task<List<DueReminder>> DueAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, ReachablePeople.Bot(tenant), ct);
        var mornings = await MorningsAsync(connection, reachable, now, ct);
        await using var command = new NpgsqlCommand(
            $"""
            select {ReachablePeople.Columns}, a.id, a.due_date
              from activities a join users u on u.id = coalesce(a.assigned_to_id, a.owner_id)
                join unnest($3::uuid[], $4::date[]) r (id, day) on r.id = u.id
             where not a.is_deleted and a.type = 'TASK' and a.status in ('PENDING','IN_PROGRESS') and a.due_date > $5 and a.due_date <= $6
               and u.is_active and not u.is_deleted and coalesce(u.preferences ->> 'reminders', 'on') <> 'off'
               and (a.due_on = r.day or (a.due_on is null and a.due_date > $1 and a.due_date <= $2))
             order by a.due_date, a.id limit $7
            """,
            connection);
        var days = mornings.Select(m => m.Day).OfType<DateOnly>().Select(DayOrMoment.PlaceOf).ToList();
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = now - Late }, new() { Value = now }, new() { Value = mornings.Select(m => m.User).ToArray() },
            new() { Value = mornings.Select(m => m.Day).ToArray() },
            new() { Value = days.Append(now).Min() - Late }, new() { Value = days.Append(now).Max() }, new() { Value = MostAtOnce },
        });
        var due = new List<DueReminder>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                due.Add(
                    new DueReminder(
                        ReachablePeople.Read(rows, tenant), rows.GetGuid(ReachablePeople.ColumnCount),
                        rows.GetFieldValue<DateTimeOffset>(ReachablePeople.ColumnCount + 1)));
            }
        }

        await transaction.CommitAsync(ct);
        return due;
    }

    /// <summary>
    /// Everybody, with the day whose morning has come for them within the last hour, if one has. Zones are known here: a name that the
    /// database does not know must not keep the reminders of a whole tenant.
    /// </summary>
    private static async Task<List<(Guid User, DateOnly? Day)>> MorningsAsync(
        NpgsqlConnection connection, Guid[] people, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select id, timezone from users where id = any($1) and is_active and not is_deleted", connection);
        command.Parameters.Add(new() { Value = people });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var mornings = new List<(Guid, DateOnly?)>();
        while (await rows.ReadAsync(ct))
        {
            var clock = new LocalClock(now, ReaderFormat.ZoneOf(rows.GetString(1)), CultureInfo.InvariantCulture);
            DateOnly[] near = [clock.Today.AddDays(-1), clock.Today];
            var come = near.Where(day => clock.At(day, DayOrMoment.Morning) is var morning && morning > now - Late && morning <= now)
                .Cast<DateOnly?>().FirstOrDefault();
            mornings.Add((rows.GetGuid(0), come));
        }

        return mornings;
    }

    private async Task<bool> ClaimAsync(DueReminder due, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into crm_control.reminders as r (tenant_id, activity_id, user_id, due_at, held_until) values ($1, $2, $3, $4, now() + $5)
            on conflict (tenant_id, activity_id, user_id, due_at) do update set held_until = excluded.held_until
              where r.sent_at is null and r.held_until < now()
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[.. KeyOf(due), new() { Value = Held }]);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static NpgsqlParameter[] KeyOf(DueReminder due) =>
        [new() { Value = due.Person.Tenant.Id }, new() { Value = due.ActivityId }, new() { Value = due.Person.Id },
            new() { Value = due.DueAt }];
}
