namespace Crm.Benchmarks.Capture;

/// <summary>Who is captured, and what the database holds of this run.</summary>
internal sealed class CaptureTruth : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly NpgsqlDataSource source;

    public CaptureTruth(BenchDatabase database) => source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.Owner) { SearchPath = $"{database.Size.Schema}, crm_ext", CommandTimeout = 0 });

    /// <summary>The seller with the most contacts, and the addresses of a part of these.</summary>
    public async Task<(Guid Id, string Email, IReadOnlyList<string> Contacts)> SellerAsync(CancellationToken ct)
    {
        await using var seller = source.CreateCommand(
            """
            select u.id, u.email from users u join (
              select owner_id, count(*) as contacts from contacts where not is_deleted group by owner_id) c on c.owner_id = u.id
            where u.role = 'USER' order by c.contacts desc limit 1
            """);
        await using var row = await seller.ExecuteReaderAsync(ct);
        _ = await row.ReadAsync(ct);
        var (id, email) = (row.GetGuid(0), row.GetString(1));
        await using var addresses = source.CreateCommand(
            """
            select a.address from contacts c join contact_addresses a on a.contact_id = c.id
            where c.owner_id = $1 and not c.is_deleted order by md5(c.id::text) limit 2000
            """);
        addresses.Parameters.Add(new() { Value = id });
        return (id, email, await ListAsync<string>(addresses, ct));
    }

    /// <summary>Waits until each of these mails, in the order in which they are read, is decided.</summary>
    /// <returns>Seconds from the call to each of them.</returns>
    /// <exception cref="TimeoutException">The next one is not reached.</exception>
    public async Task<IReadOnlyList<double>> PassedAsync(Guid user, IReadOnlyList<string> graphIds, CancellationToken ct)
    {
        var (began, moved, passed) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp(), new List<double>());
        while (passed.Count < graphIds.Count)
        {
            if (await IsDecidedAsync(user, graphIds[passed.Count], ct))
            {
                passed.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
                moved = TimeProvider.System.GetTimestamp();
            }
            else if (TimeProvider.System.GetElapsedTime(moved) > Patience)
            {
                throw new TimeoutException($"Capture has passed {passed.Count} of {graphIds.Count} marks and does not reach the next.");
            }
            else
            {
                await Task.Delay(50, ct);
            }
        }

        return passed;
    }

    public async Task<bool> IsDecidedAsync(Guid user, string graphId, CancellationToken ct)
    {
        await using var look = source.CreateCommand(
            "select 1 from capture_ledger where user_id = $1 and kind = 'MESSAGE' and graph_id = $2");
        look.Parameters.Add(new() { Value = user });
        look.Parameters.Add(new() { Value = graphId });
        return await look.ExecuteScalarAsync(ct) is not null;
    }

    public async Task<int> DecidedAsync(Guid user, CancellationToken ct)
    {
        await using var count = source.CreateCommand("select count(*)::int from capture_ledger where user_id = $1");
        count.Parameters.Add(new() { Value = user });
        return (int)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <returns>In how many minutes the older mail will be read at the pace so far, as the progress of capture tells it.</returns>
    public async Task<double?> ToldMinutesAsync(Guid user, CancellationToken ct)
    {
        await using var told = source.CreateCommand(
            """
            select (extract(epoch from worked) * greatest(0, total_count - read_count) / nullif(read_count, 0) / 60)::float8
            from capture_backfills where user_id = $1 and resource = 'inbox' and total_count is not null
            """);
        told.Parameters.Add(new() { Value = user });
        return await told.ExecuteScalarAsync(ct) as double?;
    }

    public async Task<bool> IsThereAsync(string sourceKey, CancellationToken ct)
    {
        await using var look = source.CreateCommand("select 1 from activities where capture_key = md5($1)::uuid");
        look.Parameters.Add(new() { Value = sourceKey });
        return await look.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>Fills the seller's ledger up with items as it holds them after years: mail that was left out.</summary>
    public async Task FillAsync(Guid user, int items, CancellationToken ct)
    {
        await using var fill = source.CreateCommand(
            """
            insert into capture_ledger (id, user_id, kind, graph_id, source_key, outcome, reason, decided_at)
            select gen_random_uuid(), $1, 'MESSAGE', 'AAMkFilled' || md5(i::text) || i, 'mail:filled-' || md5(i::text) || '@bench.example',
              'SKIPPED', 'nobody-known', now() - i * interval '1 minute'
            from generate_series(1, $2 - (select count(*)::int from capture_ledger where user_id = $1)) i
            """);
        fill.Parameters.Add(new() { Value = user });
        fill.Parameters.Add(new() { Value = items });
        _ = await fill.ExecuteNonQueryAsync(ct);
        await using var analyze = source.CreateCommand("analyze capture_ledger");
        _ = await analyze.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What the run has made goes, so that the next one and every other benchmark asks the same firm.</summary>
    public async Task TakeBackAsync(Guid user, string sourceKeysLike)
    {
        foreach (var sql in new[]
        {
            "delete from activities where id in (select activity_id from capture_ledger where user_id = $1) and source_key like $2",
            "delete from capture_ledger where user_id = $1 and ($2 is not null)",
            "delete from capture_cursors where user_id = $1 and ($2 is not null)",
            "delete from capture_backfills where user_id = $1 and ($2 is not null)",
            "delete from capture_proofs where user_id = $1 and ($2 is not null)",
            "delete from capture_folders where user_id = $1 and ($2 is not null)",
            "delete from crm_control.graph_notifications where user_id = $1 and ($2 is not null)",
            "delete from crm_control.graph_subscriptions where user_id = $1 and ($2 is not null)",
            "delete from crm_control.capture_runs where user_id = $1 and ($2 is not null)",
        })
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.Add(new() { Value = user });
            command.Parameters.Add(new() { Value = sourceKeysLike });
            _ = await command.ExecuteNonQueryAsync();
        }

        await using var vacuum = source.CreateCommand(
            "vacuum (analyze) activities, activity_participants, activity_mailboxes, capture_ledger");
        _ = await vacuum.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlCommand command, CancellationToken ct)
    {
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(await rows.GetFieldValueAsync<T>(0, ct));
        }

        return list;
    }
}
