using Crm.Core.Capture;
using Crm.Data.Jobs;
using Npgsql;

namespace Crm.Data.Capture;

/// <summary>
/// crm_control.capture_runs: a row for each folder that waits for a run or has one. Who runs holds an advisory lock in a transaction of
/// its own, which ends with the host. That transaction reads nothing and writes nothing, so that it keeps neither vacuum nor concurrent
/// indexes waiting.
/// </summary>
internal sealed class CaptureRuns(NpgsqlDataSource database, JobDatabase jobs) : ICaptureRuns
{
    /// <summary>A job that is late by more than this was lost between the request and the job store: the next request asks anew.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromMinutes(5);

    /// <summary>Clocks of hosts differ, and a job that comes this much later is in time.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    public async Task<bool> RequestAsync(Waiting folder, DateTimeOffset due, CancellationToken ct) => await ExecuteAsync(
        """
        insert into crm_control.capture_runs as r (tenant_id, user_id, resource, due_at) values ($1, $2, $3, $4)
        on conflict (tenant_id, user_id, resource) do update set due_at = excluded.due_at, begun_at = null
         where r.begun_at is not null or r.due_at > excluded.due_at + $5 or r.due_at < now() - $6
        """,
        folder, ct, due, InTime, Lost) == 1;

    public async Task<RunStart> BeginAsync(Waiting folder, CancellationToken ct)
    {
        var connection = await jobs.Holds.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await using var attempt = new NpgsqlCommand(
                "select pg_try_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction)
            {
                Parameters = { new() { Value = $"crm capture {folder.TenantId} {folder.UserId} {folder.Resource}" } },
            };
            RunStart start = !(bool)(await attempt.ExecuteScalarAsync(ct))! ? new RunStart.Busy()
                : await ExecuteAsync(
                    """
                    update crm_control.capture_runs set begun_at = now()
                     where tenant_id = $1 and user_id = $2 and resource = $3 and due_at <= now() + $4
                    """,
                    folder, ct, InTime) == 0 ? new RunStart.NotOwed()
                : new RunStart.Begun(connection);
            if (start is RunStart.Begun)
            {
                await RestAsync(connection, ct);
                return start;
            }

            await connection.DisposeAsync();
            return start;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The portal of the statement before keeps its snapshot, and with it vacuum waiting, until another statement takes its place; one that
    /// sets something needs no snapshot. A server that ends idle transactions leaves this one alone.
    /// </summary>
    private static async Task RestAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var rest = new NpgsqlCommand("set local idle_in_transaction_session_timeout = 0", connection);
        await rest.ExecuteNonQueryAsync(ct);
    }

    public Task FinishAsync(Waiting folder, CancellationToken ct) => ExecuteAsync(
        "delete from crm_control.capture_runs where tenant_id = $1 and user_id = $2 and resource = $3 and begun_at is not null",
        folder, ct);

    private async Task<int> ExecuteAsync(string sql, Waiting folder, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in (object[])[folder.TenantId, folder.UserId, folder.Resource, .. values])
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
