using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Takes what people are to be told, tenant by tenant, as the bot, which is no person; a claim ends by itself.</summary>
/// <param name="take">
/// A statement that claims and answers a person (<see cref="ReachablePeople.Columns"/>) and then the message: $1 the people who can be
/// reached, $2 for how long a claim holds, $3 how many at once.
/// </param>
/// <param name="most">How many of a tenant are claimed at once.</param>
internal abstract class ProactiveStore<TMessage>(NpgsqlDataSource database, TenantRegistry tenants, string take, int most)
    : IProactiveStore<TMessage>
    where TMessage : IProactiveMessage
{
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);

    public Task<IReadOnlyList<TMessage>> TakeAsync(CancellationToken ct) =>
        ReachablePeople.TakeAsync(database, tenants, (tenant, reachable) => TakeAsync(tenant, reachable, ct), ct);

    public abstract Task SentAsync(TMessage message, CancellationToken ct);

    /// <param name="row">The message's own columns begin at <see cref="ReachablePeople.ColumnCount"/>.</param>
    protected abstract TMessage Read(CurrentUser person, NpgsqlDataReader row);

    /// <param name="rights">As whom.</param>
    /// <param name="sql">What is written down.</param>
    /// <param name="ct">Cancels the writing.</param>
    /// <param name="values">$1, $2 and so on.</param>
    protected async Task WriteAsync(CurrentUser rights, string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, rights, ct);
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<TMessage>> TakeAsync(Tenant tenant, Guid[] reachable, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, ReachablePeople.Bot(tenant), ct);
        await using var command = Command(connection, take, [reachable, Held, most]);
        var taken = new List<TMessage>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                taken.Add(Read(ReachablePeople.Read(rows, tenant), rows));
            }
        }

        await transaction.CommitAsync(ct);
        return taken;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
