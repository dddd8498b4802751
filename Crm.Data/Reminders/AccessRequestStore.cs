using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Takes requests for withheld words by ids alone (take_word_requests): no word is read here.</summary>
internal sealed class AccessRequestStore(NpgsqlDataSource database, TenantRegistry tenants) : IAccessRequestStore
{
    private const int MostAtOnce = 1_000;

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    public Task<IReadOnlyList<AccessRequest>> TakeAsync(CancellationToken ct) =>
        ReachablePeople.TakeAsync(database, tenants, (tenant, reachable) => TakeAsync(tenant, reachable, ct), ct);

    public async Task SentAsync(AccessRequest request, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, Administrator(request.Person.Tenant), ct);
        await using var command = new NpgsqlCommand("select told_word_request($1)", connection)
        {
            Parameters = { new() { Value = request.RequestId } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<AccessRequest>> TakeAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, Administrator(tenant), ct);
        await using var command = new NpgsqlCommand(
            """
            select t.request_id, u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale
              from take_word_requests($1, $2, $3) t join users u on u.id = t.user_id where u.is_active and not u.is_deleted
            """,
            connection)
        {
            Parameters = { new() { Value = reachable }, new() { Value = Held }, new() { Value = MostAtOnce } },
        };
        var taken = new List<AccessRequest>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                taken.Add(new AccessRequest(
                    new CurrentUser(
                        rows.GetGuid(1), tenant, rows.GetString(2), rows.GetString(3), UpperSnakeCase.Parse<Role>(rows.GetString(4)),
                        rows.GetString(5), rows.GetString(6), Door.Teams),
                    rows.GetGuid(0)));
            }
        }

        await transaction.CommitAsync(ct);
        return taken;
    }

    private static CurrentUser Administrator(Tenant tenant) => new(Guid.Empty, tenant, "", "", Role.Admin, "UTC", "en", Door.Teams);
}
