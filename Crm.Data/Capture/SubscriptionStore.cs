using Crm.Core.Capture;

namespace Crm.Data.Capture;

/// <summary>crm_control.graph_subscriptions and graph_notifications.</summary>
public sealed class SubscriptionStore(NpgsqlDataSource database, TimeProvider clock) : ISubscriptionStore
{
    private const string Columns =
        "select subscription_id, tenant_id, user_id, mailbox_oid, resource, client_state, expires_at from crm_control.graph_subscriptions ";

    public Task<IReadOnlyList<Subscription>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken ct) =>
        ReadAsync("where subscription_id = any($1)", [ids.ToArray()], ct);

    public Task<IReadOnlyList<Subscription>> OfAsync(Guid tenantId, Guid? userId, CancellationToken ct) => userId is { } user
        ? ReadAsync("where tenant_id = $1 and user_id = $2", [tenantId, user], ct)
        : ReadAsync("where tenant_id = $1", [tenantId], ct);

    public Task PutAsync(Subscription subscription, CancellationToken ct) => ExecuteAsync(
        """
        insert into crm_control.graph_subscriptions (subscription_id, tenant_id, user_id, mailbox_oid, resource, client_state, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict on constraint ux_graph_subscriptions_mailbox do update
        set subscription_id = excluded.subscription_id, mailbox_oid = excluded.mailbox_oid, client_state = excluded.client_state,
          expires_at = excluded.expires_at
        """,
        [subscription.Id, subscription.TenantId, subscription.UserId, subscription.ObjectId, subscription.Resource,
            subscription.ClientState, subscription.ExpiresAt],
        ct);

    public Task RemoveAsync(string id, CancellationToken ct) =>
        ExecuteAsync("delete from crm_control.graph_subscriptions where subscription_id = $1", [id], ct);

    public Task StoreAsync(IReadOnlyCollection<Notified> notifications, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return ExecuteAsync(
            """
            insert into crm_control.graph_notifications (id, subscription_id, tenant_id, user_id, resource, kind, item_id, received_at)
            select n.id, n.subscription_id, n.tenant_id, n.user_id, n.resource, n.kind, n.item_id, $8
            from unnest($1, $2, $3, $4, $5, $6, $7) as n (id, subscription_id, tenant_id, user_id, resource, kind, item_id)
            """,
            [
                notifications.Select(_ => Guid.CreateVersion7(now)).ToArray(), notifications.Select(n => n.Subscription.Id).ToArray(),
                notifications.Select(n => n.Subscription.TenantId).ToArray(), notifications.Select(n => n.Subscription.UserId).ToArray(),
                notifications.Select(n => n.Subscription.Resource).ToArray(), notifications.Select(n => n.Kind).ToArray(),
                notifications.Select(n => n.ItemId).ToArray(), now,
            ],
            ct);
    }

    public Task HandledAsync(Waiting resource, DateTimeOffset until, CancellationToken ct) => ExecuteAsync(
        """
        update crm_control.graph_notifications set handled_at = $5
        where tenant_id = $1 and user_id = $2 and resource = $3 and received_at <= $4 and handled_at is null
        """,
        [resource.TenantId, resource.UserId, resource.Resource, until, clock.GetUtcNow()],
        ct);

    public async Task<IReadOnlyList<Waiting>> WaitingAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select distinct tenant_id, user_id, resource from crm_control.graph_notifications where handled_at is null");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var waiting = new List<Waiting>();
        while (await rows.ReadAsync(ct))
        {
            waiting.Add(new Waiting(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2)));
        }

        return waiting;
    }

    public Task<int> ForgetAsync(DateTimeOffset handledBefore, CancellationToken ct) => ExecuteAsync(
        "delete from crm_control.graph_notifications where received_at < $1 and (handled_at < $1 or received_at < $1 - interval '7 days')",
        [handledBefore], ct);

    private async Task<IReadOnlyList<Subscription>> ReadAsync(string where, object[] values, CancellationToken ct)
    {
        await using var command = Command(Columns + where, values);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Subscription>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(new Subscription(
                rows.GetString(0), rows.GetGuid(1), rows.GetGuid(2), rows.GetGuid(3), rows.GetString(4), rows.GetString(5),
                rows.GetFieldValue<DateTimeOffset>(6)));
        }

        return found;
    }

    private async Task<int> ExecuteAsync(string sql, object[] values, CancellationToken ct)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
