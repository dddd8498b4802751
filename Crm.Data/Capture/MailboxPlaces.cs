using Crm.Core.Capture;
using Crm.Data.Jobs;

namespace Crm.Data.Capture;

/// <summary>
/// A place is an advisory lock of the session that all requests of this host share. The session stays in one transaction while a place is
/// held, so that PgBouncer leaves it its connection; nothing is read or written in it. Who finds no place free queues at the mailbox's
/// turnstile, a lock that PostgreSQL gives in the order of asking, and whoever comes later queues behind.
/// </summary>
internal sealed class MailboxPlaces(JobDatabase jobs) : IMailboxPlaces, IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(15);

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Each that waits at a turnstile keeps a connection, and of those there are few: the others wait here.</summary>
    private readonly SemaphoreSlim waiting = new(12);

    private Session? session;

    public async Task<IAsyncDisposable> TakeAsync(string mailbox, int places, CancellationToken ct)
    {
        if (await TryAsync(mailbox, places, isMyTurn: false, ct) is { } taken)
        {
            return taken;
        }

        await waiting.WaitAsync(ct);
        try
        {
            return await QueueAsync(mailbox, places, ct);
        }
        finally
        {
            waiting.Release();
        }
    }

    private async Task<Held> QueueAsync(string mailbox, int places, CancellationToken ct)
    {
        await using var turn = await jobs.Holds.OpenConnectionAsync(ct);
        await using var transaction = await turn.BeginTransactionAsync(ct);
        await using (var wait = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", turn, transaction)
        {
            Parameters = { new() { Value = Turnstile(mailbox) } },
            CommandTimeout = 0,
        })
        {
            await wait.ExecuteNonQueryAsync(ct);
        }

        while (true)
        {
            if (await TryAsync(mailbox, places, isMyTurn: true, ct) is { } now)
            {
                return now;
            }

            await Task.Delay(Glance, ct);
        }
    }

    public void Dispose()
    {
        one.Dispose();
        waiting.Dispose();
    }

    private async Task<Held?> TryAsync(string mailbox, int places, bool isMyTurn, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var held = session ??= await Session.OpenAsync(jobs.Holds, ct);
            var taken = await held.TryAsync(mailbox, places, isMyTurn);
            await EndIfIdleAsync();
            return taken is null ? null : new Held(this, held, mailbox, taken);
        }
        catch
        {
            await DropAsync();
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task GiveBackAsync(Session held, string mailbox, IReadOnlyList<int> places)
    {
        await one.WaitAsync();
        try
        {
            // What a lost session held came back when it was lost.
            if (ReferenceEquals(session, held))
            {
                await held.GiveBackAsync(mailbox, places);
                await EndIfIdleAsync();
            }
        }
        catch (NpgsqlException)
        {
            await DropAsync();
        }
        finally
        {
            one.Release();
        }
    }

    private async Task EndIfIdleAsync()
    {
        if (session is { IsIdle: true })
        {
            await DropAsync();
        }
    }

    private async Task DropAsync()
    {
        if (session is { } ended)
        {
            session = null;
            await ended.DisposeAsync();
        }
    }

    private static string Turnstile(string mailbox) => $"crm mailbox {mailbox.ToUpperInvariant()}";

    private sealed class Held(MailboxPlaces owner, Session session, string mailbox, IReadOnlyList<int> places) : IAsyncDisposable
    {
        private int isOver;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                await owner.GiveBackAsync(session, mailbox, places);
            }
        }
    }

    /// <summary>One connection in one transaction, and the places that it holds.</summary>
    private sealed class Session(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        /// <summary>Whoever waits holds the turnstile alone; beside them it cannot be shared, not even for this moment.</summary>
        private const string Passes =
            """
            select free, case when free then pg_advisory_unlock_shared(hashtextextended($1, 0)) end
              from (select pg_try_advisory_lock_shared(hashtextextended($1, 0)) free offset 0) turnstile
            """;

        private readonly Dictionary<string, HashSet<int>> mine = new(StringComparer.OrdinalIgnoreCase);

        public bool IsIdle => mine.Count == 0;

        public static async Task<Session> OpenAsync(NpgsqlDataSource holds, CancellationToken ct)
        {
            var connection = await holds.OpenConnectionAsync(ct);
            return new Session(connection, await connection.BeginTransactionAsync(ct));
        }

        /// <returns>All the places that were asked for, or null.</returns>
        public async Task<IReadOnlyList<int>?> TryAsync(string mailbox, int places, bool isMyTurn)
        {
            var held = mine.GetValueOrDefault(mailbox) ?? [];
            int[] free = [.. Enumerable.Range(0, IMailboxPlaces.Each).Where(place => !held.Contains(place))];
            if (free.Length < places)
            {
                return null;
            }

            var (mayPass, taken) = await LockAsync(mailbox, free, places, isMyTurn);
            if (mayPass && taken.Count == places)
            {
                mine[mailbox] = [.. held, .. taken];
                return taken;
            }

            await UnlockAsync(mailbox, taken);
            return null;
        }

        public async Task GiveBackAsync(string mailbox, IReadOnlyList<int> places)
        {
            await UnlockAsync(mailbox, places);
            mine[mailbox].ExceptWith(places);
            if (mine[mailbox].Count == 0)
            {
                mine.Remove(mailbox);
            }
        }

        /// <summary>A pool resets a connection when it is used again; what an error left held must not wait for that.</summary>
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            try
            {
                if (!IsIdle && connection.State is System.Data.ConnectionState.Open)
                {
                    await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
                    await release.ExecuteNonQueryAsync();
                }
            }
            catch (NpgsqlException)
            {
                // The connection is lost, and with it what it held.
            }

            await connection.DisposeAsync();
        }

        /// <summary>Of the places that are free here, as many as are free everywhere; and whether nobody waits at the turnstile.</summary>
        private async Task<(bool MayPass, List<int> Taken)> LockAsync(string mailbox, int[] free, int places, bool isMyTurn)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(isMyTurn ? Command("select true") : Command(Passes, Turnstile(mailbox)));
            batch.BatchCommands.Add(Command(
                "select place from unnest($2::int[]) place where pg_try_advisory_lock(hashtextextended($1 || ' ' || place, 0)) limit $3",
                Turnstile(mailbox), free, places));
            Rest(batch);
            var taken = new List<int>();
            await using var rows = await batch.ExecuteReaderAsync();
            await rows.ReadAsync();
            var mayPass = rows.GetBoolean(0);
            await rows.NextResultAsync();
            while (await rows.ReadAsync())
            {
                taken.Add(rows.GetInt32(0));
            }

            return (mayPass, taken);
        }

        private async Task UnlockAsync(string mailbox, IReadOnlyList<int> places)
        {
            if (places.Count == 0)
            {
                return;
            }

            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(Command(
                "select pg_advisory_unlock(hashtextextended($1 || ' ' || place, 0)) from unnest($2::int[]) place",
                Turnstile(mailbox), places.ToArray()));
            Rest(batch);
            await batch.ExecuteNonQueryAsync();
        }

        /// <summary>
        /// The portal of the statement before keeps its snapshot, and with it vacuum waiting, until one without a snapshot takes its
        /// place.
        /// </summary>
        private static void Rest(NpgsqlBatch batch) =>
            batch.BatchCommands.Add(new NpgsqlBatchCommand("set local idle_in_transaction_session_timeout = 0"));

        private static NpgsqlBatchCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            return command;
        }
    }
}
