using System.Collections.Concurrent;
using Crm.Core.Reminders;
using NpgsqlTypes;

namespace Crm.Data.Reminders;

/// <summary>
/// crm_control.conversation_references. Written at most once a minute for each conversation, as people write many messages.
/// </summary>
internal sealed class ConversationStore(NpgsqlDataSource database, TimeProvider clock) : IConversationStore
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Reference, long At)> written = new(StringComparer.Ordinal);

    public async Task KeepAsync(Tenant tenant, string conversationId, Guid? personal, JsonElement reference, CancellationToken ct)
    {
        var (key, text) = (Key(tenant.EntraTenantId, conversationId), reference.GetRawText());
        if (written.TryGetValue(key, out var last) && last.Reference == text && clock.GetElapsedTime(last.At) < Fresh)
        {
            return;
        }

        await RunAsync(
            """
            insert into crm_control.conversation_references (tenant_id, conversation_id, user_id, reference, seen_at)
              values ($1, $2, $3, $4, now())
            on conflict (tenant_id, conversation_id) do update set user_id = excluded.user_id, reference = excluded.reference,
              seen_at = now(), dead_at = null, dead_because = null
            """,
            ct,
            new() { Value = tenant.Id }, new() { Value = conversationId },
            new() { Value = (object?)personal ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new() { Value = text, NpgsqlDbType = NpgsqlDbType.Jsonb });
        if (written.Count >= Most)
        {
            written.Clear();
        }

        written[key] = (text, clock.GetTimestamp());
    }

    public Task EndAsync(Guid entraTenantId, string conversationId, string why, CancellationToken ct)
    {
        written.TryRemove(Key(entraTenantId, conversationId), out _);
        return RunAsync(
            """
            update crm_control.conversation_references r set dead_at = now(), dead_because = left($3, 100)
            from crm_control.tenants t where t.id = r.tenant_id and t.entra_tenant_id = $1 and r.conversation_id = $2 and r.dead_at is null
            """,
            ct, new() { Value = entraTenantId }, new() { Value = conversationId }, new() { Value = why });
    }

    public async Task<JsonElement?> PersonalAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select reference::text from crm_control.conversation_references where tenant_id = $1 and user_id = $2 and dead_at is null "
                + "order by seen_at desc limit 1");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = tenantId }, new() { Value = userId } });
        return await command.ExecuteScalarAsync(ct) is string text ? JsonElement.Parse(text) : null;
    }

    private static string Key(Guid tenant, string conversation) => $"{tenant:N} {conversation}";

    private async Task RunAsync(string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(ct);
    }
}
