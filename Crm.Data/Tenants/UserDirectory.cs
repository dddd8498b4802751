using Crm.Core.Capture;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Crm.Data.Tenants;

/// <summary>Entra identity to CRM user. Reads under the tenant's weakest role, with no user set: names and roles, no record.</summary>
public sealed class UserDirectory(
    NpgsqlDataSource database, TenantRegistry tenants, IOptions<CrmDatabaseOptions> options, TimeProvider clock)
    : IUserDirectory, IDisposable
{
    private const string ByObjectId = "where u.entra_object_id = $1 and u.is_active and not u.is_deleted";

    /// <summary>Longer, and what PostgreSQL itself does not tell (a restored backup) might be believed for long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public async Task<Caller> FindAsync(
        Guid tenantId, Guid objectId, string? name, Door door, Func<CancellationToken, Task<bool>> isMember, CancellationToken ct)
    {
        var tenant = await tenants.FindAsync(tenantId, ct);
        if (tenant is null)
        {
            return new Caller.ForeignTenant();
        }

        if (known.TryGetValue((tenant.Id, objectId, door), out CurrentUser? remembered))
        {
            return new Caller.Known(OfRequest(remembered!) with { Tenant = tenant });
        }

        var user = await ReadAsync(tenant, ByObjectId, objectId, door, ct);
        if (user.Count == 0 && !await isMember(ct))
        {
            return new Caller.NoMember();
        }

        if (user.Count == 0 && (tenant.AutoProvision || options.Value.AutoProvision) && await ProvisionAsync(tenant, objectId, name, ct))
        {
            user = await ReadAsync(tenant, ByObjectId, objectId, door, ct);
        }

        if (user.Count == 1)
        {
            known.Set(
                (tenant.Id, objectId, door), user[0],
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
            return new Caller.Known(OfRequest(user[0]));
        }

        var admins = await ReadAsync(tenant, "where u.role = 'ADMIN' and u.is_active and not u.is_deleted", null, door, ct);
        return new Caller.NoAccount(tenant.Name, [.. admins.Select(a => a.Name)]);
    }

    public void Forget(CurrentUser user)
    {
        if (user.Remembered is { ObjectId: var objectId })
        {
            known.Remove((user.Tenant.Id, objectId, user.Door));
        }
    }

    public void Dispose() => known.Dispose();

    /// <summary>For the operator, who names a person by the e-mail address; identity in the doors is never an address.</summary>
    public async Task<CurrentUser?> FindByAddressAsync(Tenant tenant, string address, Door door, CancellationToken ct)
    {
        var everybody = await ReadAsync(tenant, "where u.is_active and not u.is_deleted and u.email_lower = lower($1)", address, door, ct);
        return everybody.SingleOrDefault() is { } found ? found with { Remembered = null } : null;
    }

    /// <summary>
    /// Everybody whose mailbox may be captured, with their Entra object ids, under which Graph knows the mailboxes; not those of people who
    /// look only: what is captured makes activities in their name.
    /// </summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="userId">One user only.</param>
    /// <param name="ct">Cancels the look-up.</param>
    public async Task<IReadOnlyList<Mailbox>> MailboxesAsync(Tenant tenant, Guid? userId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, Nobody(tenant), ct);
        await using var command = new NpgsqlCommand(
            """
            select u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale, u.entra_object_id from users u
            where u.entra_object_id is not null and u.role <> 'READONLY' and u.is_active and not u.is_deleted
              and ($1::uuid is null or u.id = $1) order by u.id
            """,
            connection);
        command.Parameters
            .Add(new NpgsqlParameter { Value = (object?)userId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        var mailboxes = new List<Mailbox>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                var user = new CurrentUser(
                    rows.GetGuid(0), tenant, rows.GetString(1), rows.GetString(2), UpperSnakeCase.Parse<Role>(rows.GetString(3)),
                    rows.GetString(4), rows.GetString(5),
                    Door.Capture);
                mailboxes.Add(new Mailbox(user, rows.GetGuid(6)));
            }
        }

        await transaction.CommitAsync(ct);
        return mailboxes;
    }

    /// <summary>What a request finds out about its caller is that request's.</summary>
    private static CurrentUser OfRequest(CurrentUser user) =>
        user with { Remembered = user.Remembered is { } kept ? kept with { IsConfirmed = false } : null };

    /// <summary>One round trip: the commands of a batch are one transaction, in which the rights count.</summary>
    private async Task<IReadOnlyList<CurrentUser>> ReadAsync(Tenant tenant, string where, object? key, Door door, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransactionRights.Command(Nobody(tenant)));
        var read = new NpgsqlBatchCommand(
            "select u.id, coalesce(u.name, u.email), u.email, u.role, u.timezone, u.locale, u.entra_object_id, s.version "
            + $"from tenant_settings s cross join users u {where} order by u.id limit 500");
        if (key is not null)
        {
            read.Parameters.Add(new NpgsqlParameter { Value = key });
        }

        batch.BatchCommands.Add(read);
        try
        {
            return await ReadAsync(batch, tenant, door, ct);
        }
        catch when (connection.State is System.Data.ConnectionState.Open)
        {
            connection.UnprepareAll(); // Broken off in mid-batch: see UseCaseTransaction.Unprepare.
            throw;
        }
    }

    private static async Task<IReadOnlyList<CurrentUser>> ReadAsync(NpgsqlBatch batch, Tenant tenant, Door door, CancellationToken ct)
    {
        var users = new List<CurrentUser>();
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            users.Add(new CurrentUser(
                rows.GetGuid(0), tenant, rows.GetString(1), rows.GetString(2), UpperSnakeCase.Parse<Role>(rows.GetString(3)),
                rows.GetString(4), rows.GetString(5), door)
            {
                Remembered = rows.IsDBNull(6) ? null : new RememberedAs(rows.GetGuid(6), rows.GetInt64(7)),
            });
        }

        return users;
    }

    private async Task<bool> ProvisionAsync(Tenant tenant, Guid objectId, string? name, CancellationToken ct)
    {
        var role = options.Value.Admins.Contains(objectId.ToString(), StringComparer.OrdinalIgnoreCase) ? Role.Admin : Role.User;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, Nobody(tenant) with { Role = Role.Admin }, ct);
        await using var command = new NpgsqlCommand(
            """
            insert into users (id, email, name, role, entra_tenant_id, entra_object_id) values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7(clock.GetUtcNow()) },
                new() { Value = $"{objectId}@unknown.invalid" }, // Teams names no address; the directory fills it in later
                new() { Value = name is { Length: > User.NameLength } ? name[..User.NameLength] : name ?? (object)DBNull.Value },
                new() { Value = UpperSnakeCase.Of(role) },
                new() { Value = tenant.EntraTenantId },
                new() { Value = objectId },
            },
        };
        var made = await command.ExecuteNonQueryAsync(ct) == 1;
        await transaction.CommitAsync(ct);
        return made;
    }

    private static CurrentUser Nobody(Tenant tenant) =>
        new(Guid.Empty, tenant with { Visibility = Visibility.Own }, "", "", Role.User, "UTC", "en", Door.Teams);
}
