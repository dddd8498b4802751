using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Crm.Data.Tenants;

/// <summary>The rows of crm_control.tenants, remembered for half a minute: a changed setting reaches every host by itself.</summary>
public sealed class TenantRegistry(NpgsqlDataSource database, IOptions<CrmDatabaseOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, (Tenant? Tenant, DateTimeOffset Until)> known = new();

    /// <returns>Null when the Entra tenant does not use this installation, or no longer.</returns>
    public async Task<Tenant?> FindAsync(Guid entraTenantId, CancellationToken ct)
    {
        var allowed = options.Value.AllowedTenants;
        if (allowed.Count > 0 && !allowed.ContainsKey(entraTenantId.ToString()))
        {
            return null;
        }

        if (known.TryGetValue(entraTenantId, out var entry) && entry.Until > clock.GetUtcNow())
        {
            return entry.Tenant;
        }

        var tenant = (await ReadAsync("where entra_tenant_id = $1 and is_active", entraTenantId, ct)).SingleOrDefault();
        if (tenant is not null)
        {
            known[entraTenantId] = (tenant, clock.GetUtcNow() + Remembered);
        }

        return tenant;
    }

    public Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken ct) => ReadAsync("where is_active order by schema_name", null, ct);

    private async Task<IReadOnlyList<Tenant>> ReadAsync(string where, Guid? id, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select id, entra_tenant_id, name, schema_name, visibility, auto_provision, default_currency, country from crm_control.tenants "
                + where);
        if (id is { } value)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = value });
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var tenants = new List<Tenant>();
        while (await rows.ReadAsync(ct))
        {
            tenants.Add(new Tenant(
                rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), UpperSnakeCase.Parse<Visibility>(rows.GetString(4)),
                rows.GetBoolean(5), rows.GetString(6), rows.IsDBNull(7) ? null : rows.GetString(7)));
        }

        return tenants;
    }
}
