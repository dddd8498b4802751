using Crm.Core.Access;
using Crm.Testing;
using Npgsql;

namespace Crm.Data.Tests.Reports;

/// <summary>Whatever is written, undone, broken off or written by many at once: what triggers keep equals a recount.</summary>
public sealed class AggregateTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser[] sellers = [];

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        sellers = [await world.UserAsync("Ann Miller"), await world.UserAsync("Bob Stone"), await world.UserAsync("Cem Arslan")];
        foreach (var (seller, i) in sellers.Select((s, i) => (s, i)))
        {
            await world.CompanyAsync(seller, $"Litware {i}");
        }
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Counts_hold_after_random_writes_and_writes_that_were_undone(int seed)
    {
        await using var connection = await Kept.OpenAsync(world);
        var sales = new RandomSales(world, sellers, seed);
        for (var round = 0; round < 6; round++)
        {
            await sales.WriteAsync(connection, 60);
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await sales.WriteInVainAsync(connection, 25);
                await transaction.RollbackAsync();
            }

            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await sales.WriteAsync(connection, 10);
                await transaction.SaveAsync("half");
                await sales.WriteInVainAsync(connection, 10);
                await transaction.RollbackAsync("half");
                await transaction.CommitAsync();
            }

            await Kept.AssertEqualRecountsAsync(world);
        }
    }

    [Fact]
    public async Task Counts_hold_after_connections_that_were_killed_at_random_moments()
    {
        await using var connection = await Kept.OpenAsync(world);
        var sales = new RandomSales(world, sellers, 21);
        await sales.WriteAsync(connection, 150);
        var random = new Random(21);
        var killed = 0;
        for (var round = 0; round < 12; round++)
        {
            await using var doomed = await Kept.OpenAsync(world);
            await using var begin = new NpgsqlCommand("begin", doomed);
            await begin.ExecuteNonQueryAsync();
            var work = sales.WriteInVainAsync(doomed, 100_000);
            await Task.Delay(random.Next(5, 120));
            await using var kill = new NpgsqlCommand($"select pg_terminate_backend({doomed.ProcessID})", connection);
            await kill.ExecuteNonQueryAsync();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => work);
            killed++;
        }

        Assert.Equal(12, killed);
        await Kept.AssertEqualRecountsAsync(world);
        await sales.WriteAsync(connection, 50);
        await Kept.AssertEqualRecountsAsync(world);
    }

    [Fact]
    public async Task Counts_hold_when_many_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(31, 6).Select(async seed =>
        {
            await using var connection = await Kept.OpenAsync(world);
            await new RandomSales(world, sellers, seed).WriteAsync(connection, 150);
        }));

        await Kept.AssertEqualRecountsAsync(world);
    }

    [Fact]
    public async Task Rows_removed_for_good_leave_the_counts()
    {
        await using var connection = await Kept.OpenAsync(world);
        await new RandomSales(world, sellers, 41).WriteAsync(connection, 300);

        foreach (var table in new[] { "deals", "activities", "companies" })
        {
            await using var remove = new NpgsqlCommand($"delete from {table} where id in (select id from {table} order by md5(id::text) limit (select count(*) / 2 + 1 from {table}))", connection);
            Assert.True(await remove.ExecuteNonQueryAsync() > 0);
            await Kept.AssertEqualRecountsAsync(world);
        }
    }

    [Fact]
    public async Task A_statement_that_moves_many_deals_keeps_each_ones_stay()
    {
        await using var connection = await Kept.OpenAsync(world);
        await new RandomSales(world, sellers, 51).WriteAsync(connection, 200);
        foreach (var position in new[] { 5, 2, 6, 5, 1 })
        {
            await using var move = new NpgsqlCommand(
                $"update deals set stage_id = (select id from pipeline_stages where position = {position}), stage_entered_at = stage_entered_at + interval '3 hours'", connection);
            Assert.True(await move.ExecuteNonQueryAsync() > 5);
        }

        await Kept.AssertEqualRecountsAsync(world);
    }
}
