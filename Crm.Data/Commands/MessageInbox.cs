using Crm.Core.Commands;

namespace Crm.Data.Commands;

/// <summary>
/// A row for each message: held by the host that works at it, as long as that host says so; then answered. The clock is the database's,
/// which all hosts share. Rows of an hour ago go: no channel delivers again after that.
/// </summary>
internal sealed class MessageInbox(NpgsqlDataSource database, TimeProvider clock) : IMessageInbox
{
    /// <summary>How long a host that died keeps a message from being taken over; a living one renews its hold in time.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Teams gives up on a delivery after 10 to 15 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    private long sweptAt = clock.GetTimestamp();

    public async Task OnceAsync(string key, Func<Task> answer, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (!await TakeAsync(key, ct))
        {
            if (await IsAnsweredAsync(key, ct) || clock.GetElapsedTime(began) > Patience)
            {
                return;
            }

            await Task.Delay(BetweenLooks, clock, ct);
        }

        await HoldingAsync(key, answer, ct);
        await SweepAsync(ct);
    }

    private async Task HoldingAsync(string key, Func<Task> answer, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(key, over.Token);
        try
        {
            await answer();
            await RunAsync("update crm_control.answers set answered_at = now() where key = $1", key, ct);
        }
        catch
        {
            await RunAsync("delete from crm_control.answers where key = $1 and answered_at is null", key, CancellationToken.None);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(string key, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Held / 2, clock, ct);
                await RunAsync(
                    "update crm_control.answers set held_until = now() + $2 where key = $1 and answered_at is null", key, ct, Held);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or NpgsqlException)
        {
            return; // answered; or the database is away, and somebody else may take over
        }
    }

    private async Task<bool> TakeAsync(string key, CancellationToken ct) => await RunAsync(
        """
        insert into crm_control.answers as a (key, held_until) values ($1, now() + $2)
        on conflict (key) do update set held_until = excluded.held_until where a.answered_at is null and a.held_until < now()
        """, key, ct, Held) == 1;

    private async Task<bool> IsAnsweredAsync(string key, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select answered_at is not null from crm_control.answers where key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (clock.GetElapsedTime(last) > BetweenSweeps && Interlocked.CompareExchange(ref sweptAt, clock.GetTimestamp(), last) == last)
        {
            await using var command = database.CreateCommand(
                "delete from crm_control.answers where held_until < now() - interval '1 hour'");
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<int> RunAsync(string sql, string key, CancellationToken ct, TimeSpan? held = null)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        if (held is { } time)
        {
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = time });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
