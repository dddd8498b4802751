namespace Crm.Data.Migrations;

/// <summary>
/// One run of owner's work on the schemas at a time: migrations drop indexes that are invalid, and one that is being built is. An advisory
/// lock, polled: a session that waits in a statement would hold up CREATE INDEX CONCURRENTLY.
/// </summary>
internal static class OwnerLock
{
    private const long Key = 0x43524D4D49475241; // "CRMMIGRA"

    public static async Task<IAsyncDisposable> TakeAsync(string ownerConnectionString, TimeProvider clock, CancellationToken ct)
    {
        while (true)
        {
            if (await TryAsync(ownerConnectionString, ct) is { } held)
            {
                return held;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
        }
    }

    /// <returns>Null while another run goes on.</returns>
    public static async Task<IAsyncDisposable?> TryAsync(string ownerConnectionString, CancellationToken ct)
    {
        var connection = OwnerDataSource.CreateConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var attempt = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection)
            { Parameters = { new() { Value = Key } } };
        if ((bool)(await attempt.ExecuteScalarAsync(ct))!)
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }
}
