using Crm.Core.Capture;
using Crm.Data.Jobs;

namespace Crm.Data.Capture;

/// <summary>
/// crm_control.capture_runs: a row for each folder that waits for a run or has one. Who runs holds an advisory lock in a transaction of
/// its own, which ends with the host. That transaction reads nothing and writes nothing, so that it keeps neither vacuum nor concurrent
/// indexes waiting.
/// </summary>
internal sealed class CaptureRuns(NpgsqlDataSource database, JobDatabase jobs) : ICaptureRuns
{
    /// <summary>
    /// A job that is late by more than this may have been lost between the request and the job store: the next request asks anew. Where it
    /// only waits for a worker there are two then, of which one finds nothing to do.
    /// </summary>
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(30);

    /// <summary>A job that comes this much before its time is in time.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    public async Task<bool> RequestAsync(Waiting folder, TimeSpan wait, CancellationToken ct)
    {
        await using var command = Command(
            """
            insert into crm_control.capture_runs as r (tenant_id, user_id, resource, due_at) values ($1, $2, $3, now() + $4)
            on conflict (tenant_id, user_id, resource) do update set due_at = excluded.due_at, begun_at = null
             where r.begun_at is not null or r.due_at > excluded.due_at + $5 or r.due_at < now() - $6
            """,
            folder, wait, InTime, Lost);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public async Task<RunStart> BeginAsync(Waiting folder, CancellationToken ct)
    {
        var connection = await jobs.Holds.OpenConnectionAsync(ct);
        try
        {
            var start = await TryLockAsync(connection, folder, ct) ? await BegunAsync(connection, folder, ct) : await HeldAsync(folder, ct);
            if (start is RunStart.Begun)
            {
                await RestAsync(connection, ct);
            }
            else
            {
                await connection.DisposeAsync();
            }

            return start;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, Waiting folder, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var attempt = new NpgsqlCommand(
            "select pg_try_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction)
        {
            Parameters = { new() { Value = $"crm capture {folder.TenantId} {folder.UserId} {folder.Resource}" } },
        };
        return (bool)(await attempt.ExecuteScalarAsync(ct))!;
    }

    private async Task<RunStart> BegunAsync(NpgsqlConnection hold, Waiting folder, CancellationToken ct)
    {
        await using var begin = Command(
            """
            update crm_control.capture_runs set begun_at = case when due_at <= now() + $4 then now() else begun_at end
             where tenant_id = $1 and user_id = $2 and resource = $3
            returning greatest(due_at - now(), interval '0'), due_at <= now() + $4
            """,
            folder, InTime);
        await using var row = await begin.ExecuteReaderAsync(ct);
        return !await row.ReadAsync(ct) ? new RunStart.NotOwed()
            : row.GetBoolean(1) ? new RunStart.Begun(hold)
            : new RunStart.Early(row.GetTimeSpan(0));
    }

    /// <summary>Who holds the folder answers what was asked for before it began, as a job that is run again after its host died.</summary>
    private async Task<RunStart> HeldAsync(Waiting folder, CancellationToken ct)
    {
        await using var owed = Command(
            """
            select exists (select from crm_control.capture_runs
              where tenant_id = $1 and user_id = $2 and resource = $3 and begun_at is null)
            """,
            folder);
        return (bool)(await owed.ExecuteScalarAsync(ct))! ? new RunStart.Busy() : new RunStart.NotOwed();
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

    public async Task FinishAsync(Waiting folder, CancellationToken ct)
    {
        await using var finish = Command(
            "delete from crm_control.capture_runs where tenant_id = $1 and user_id = $2 and resource = $3 and begun_at is not null",
            folder);
        await finish.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, Waiting folder, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in (object[])[folder.TenantId, folder.UserId, folder.Resource, .. values])
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
