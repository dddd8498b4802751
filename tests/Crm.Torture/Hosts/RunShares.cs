namespace Crm.Torture.Hosts;

/// <summary>How many runs over folders each worker began, from the job store's own history.</summary>
internal static class RunShares
{
    public static async Task<int[]> ReadAsync(SeedDatabase database, Fleet fleet, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(
            """
            select split_part(s.data ->> 'ServerId', ':', 2)::int, count(*)::int
              from hangfire.state s join hangfire.job j on j.id = s.jobid
             where s.name = 'Processing' and j.invocationdata::text like '%SyncAsync%' group by 1
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var shares = new int[fleet.Workers];
        while (await rows.ReadAsync(ct))
        {
            if (fleet.PlaceOf.TryGetValue(rows.GetInt32(0), out var worker))
            {
                shares[worker] += rows.GetInt32(1);
            }
        }

        return shares;
    }
}
