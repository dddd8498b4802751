namespace Crm.Data.Tests.Rights;

/// <summary>
/// Connections change tenants and users thousands of times under load; nothing may be carried over, by our pool or by PgBouncer's.
/// </summary>
public sealed class PooledConnectionTests : IAsyncLifetime
{
    private const int Rounds = 10_000;

    private RightsWorld rights = null!;

    public async Task InitializeAsync() => rights = await RightsWorld.CreateAsync();

    public async Task DisposeAsync() => await rights.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_changes_of_tenant_and_user_leak_nothing_through_the_pool()
    {
        await using var pool = CrmDataServices.DataSource(rights.World.Application + ";Maximum Pool Size=8");

        Assert.Equal(0, await LeaksAsync(pool));
    }

    [Fact]
    public async Task Ten_thousand_changes_leak_nothing_through_PgBouncer_in_transaction_mode()
    {
        await using var bouncer = await PgBouncer.StartAsync(rights.World.Server.Port);
        await using var pool = CrmDataServices.DataSource(
            new NpgsqlConnectionStringBuilder(rights.World.Application)
                { Port = bouncer.Port, NoResetOnClose = true, MaxPoolSize = 16 }.ConnectionString);

        Assert.Equal(0, await LeaksAsync(pool));
    }

    [Fact]
    public async Task A_connection_that_comes_back_is_nobody_again_whether_it_committed_or_not()
    {
        await using var pool = CrmDataServices.DataSource(rights.World.Application + ";Maximum Pool Size=1");
        foreach (var commit in new[] { true, false })
        {
            await using (var connection = await pool.OpenConnectionAsync())
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await TransactionRights.SetAsync(connection, rights.Mia, CancellationToken.None);
                if (commit)
                {
                    await transaction.CommitAsync();
                }
            }

            await using var command = pool.CreateCommand(
                "select current_user || '|' || coalesce(current_setting('app.user_id', true), '') || '|' || "
                    + "current_setting('search_path')");
            Assert.StartsWith("crm_app||", (string)(await command.ExecuteScalarAsync())!, StringComparison.Ordinal);
        }
    }

    /// <summary>Every transaction counts rows that are not its caller's to see, and every eighth one fails on purpose half way.</summary>
    private async Task<int> LeaksAsync(NpgsqlDataSource pool)
    {
        CurrentUser[] people = [rights.Ann, rights.Bob, rights.Stranger with { Role = Role.User }, rights.Mia, rights.Stranger];
        var leaks = 0;
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            var who = people[i % people.Length];
            var expected = who.Role is not Role.User && who.Tenant.EntraTenantId == World.Contoso ? 3 : 1;
            await using var connection = await pool.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await TransactionRights.SetAsync(connection, who, ct);
            await using var count = new NpgsqlCommand(
                "select count(*)::int, (select crm_ext.current_user_id()) from companies", connection);
            await using (var rows = await count.ExecuteReaderAsync(ct))
            {
                await rows.ReadAsync(ct);
                if (rows.GetInt32(0) != expected || rows.GetGuid(1) != who.Id)
                {
                    Interlocked.Increment(ref leaks);
                }
            }

            if (i % 8 == 0)
            {
                await using var broken = new NpgsqlCommand("select 1 / 0", connection);
                await Assert.ThrowsAsync<PostgresException>(() => broken.ExecuteNonQueryAsync(ct));
                return;
            }

            await transaction.CommitAsync(ct);
        });
        return leaks;
    }
}
