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
            await using var remove = new NpgsqlCommand(
                $"delete from {table} where id in (select id from "
                + $"{table} order by md5(id::text) limit (select count(*) / 2 + 1 from {table}))", connection);
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
                "update deals set stage_id = (select id from pipeline_stages where position = "
                    + $"{position}), stage_entered_at = stage_entered_at + interval '3 hours'", connection);
            Assert.True(await move.ExecuteNonQueryAsync() > 5);
        }

        await Kept.AssertEqualRecountsAsync(world);
    }

    /// <summary>
    /// The product's own merges, undone or not, deletions and restores of every kind of record, among random writes below it.
    /// </summary>
    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    public async Task Counts_hold_after_merges_and_their_undo_and_after_records_that_were_deleted_and_restored(int seed)
    {
        var boss = await world.UserAsync("Meg Gray", Role.Manager);
        var random = new Random(seed);
        var companies = new List<Guid>();
        var contacts = new List<Guid>();
        for (var i = 0; i < 24; i++)
        {
            companies.Add(await world.CompanyAsync(sellers[i % 3], $"Firm {i}"));
            contacts.Add(await world.ContactAsync(sellers[i % 3], $"First {i}", $"Last {i}", $"p{i}@firm{i}.example", companies[i]));
        }

        await using var connection = await Kept.OpenAsync(world);
        var sales = new RandomSales(world, sellers, seed) { Companies = companies, Contacts = contacts };
        var merges = new List<(Guid Id, CurrentUser By)>();
        var (merged, undone, deleted, restored) = (0, 0, 0, 0);
        for (var round = 0; round < 8; round++)
        {
            await sales.WriteAsync(connection, 50);
            for (var step = 0; step < 12; step++)
            {
                // The owner of both, or a manager who may merge anybody's.
                var (kept, other) = (random.Next(contacts.Count), random.Next(contacts.Count));
                var by = kept % 3 == other % 3 && random.Next(2) == 0 ? sellers[kept % 3] : boss;
                switch (random.Next(5))
                {
                    case < 2 when kept != other:
                        var merge = await world.RunAsync(
                            by, (MergeContactsHandler h, CancellationToken ct) =>
                                h.HandleAsync(new MergeContacts(contacts[kept], contacts[other]), ct));
                        if (merge.Refusal is null)
                        {
                            merges.Add((merge.Value.MergeId, by));
                            merged++;
                            Assert.Equal(
                                0, await world.TruthAsync<long>($"select count(*) from activities where contact_id = '{contacts[other]}'"));
                            Assert.Equal(
                                0, await world.TruthAsync<long>($"select count(*) from deals where contact_id = '{contacts[other]}'"));
                        }

                        break;
                    case 2 when merges.Count > 0:
                        var last = merges[random.Next(merges.Count)];
                        undone += (await world.RunAsync(
                            last.By, (UndoMergeHandler h, CancellationToken ct) =>
                                h.HandleAsync(new UndoMerge(last.Id), ct))).Refusal is null ? 1 : 0;
                        break;
                    case 3:
                        var (kind, id) = Some(random, sales, companies, contacts);
                        deleted += (await world.RunAsync(
                            boss, (DeleteRecordHandler h, CancellationToken ct) =>
                                h.HandleAsync(new DeleteRecord(kind, id), ct))).Refusal is null ? 1 : 0;
                        break;
                    default:
                        (kind, id) = Some(random, sales, companies, contacts);
                        restored += (await world.RunAsync(
                            boss, (RestoreRecordHandler h, CancellationToken ct) =>
                                h.HandleAsync(new RestoreRecord(kind, id), ct))).Refusal is null ? 1 : 0;
                        break;
                }
            }

            await Kept.AssertEqualRecountsAsync(world);
        }

        Assert.True(merged > 5 && undone > 2 && deleted > 8 && restored > 2,
            $"{merged} merged, {undone} undone, {deleted} deleted, {restored} restored");
    }

    private static (RecordKind Kind, Guid Id) Some(Random random, RandomSales sales, List<Guid> companies, List<Guid> contacts)
    {
        var kind = (RecordKind)random.Next(4);
        var ids = kind switch { RecordKind.Company => companies, RecordKind.Contact => contacts, RecordKind.Deal => sales.Deals,
            _ => sales.Activities };
        return (kind, ids[random.Next(ids.Count)]);
    }
}
