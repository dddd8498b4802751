using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Filtering;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Data.Lists;

/// <summary>
/// Counts in batches under statement_timeout, which bounds each; after half of that time no further batch is begun, so that a list with twenty
/// options does not take twenty times as long: totals come first, options last. Where nothing else is asked afterwards the batch ends the transaction as
/// well; otherwise a savepoint keeps a count that ran out of time from taking the use case with it, and rolling back to it puts the timeout
/// back. What ran out of time is not tried again for a while (<see cref="SlowCount"/>).
/// </summary>
internal sealed class FacetCounts(CrmDbContext db, CountStatements statements, CurrentUser reader, TimeProvider clock, IOptions<CrmDatabaseOptions> options) : IFacetCounts
{
    /// <summary>Most lists ask no more; a card's list with all its options asks about twenty.</summary>
    private const int AtOnce = 12;

    private const string Savepoint = "savepoint counting";
    private const string Rollback = "rollback to savepoint counting";

    private string Timeout => string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(int)options.Value.CountBudget.TotalMilliseconds}");

    private UseCaseTransaction Transaction => db.Transaction ?? throw new InvalidOperationException("Counts belong to a use case's transaction.");

    public async Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<IQueryable<int>> queries, int cap, bool isLast, CancellationToken ct)
    {
        var ends = isLast && Transaction.EndsWithCounts;
        var counts = Enumerable.Repeat(Count.AtLeast(0), queries.Count).ToArray();
        var asked = new Queue<Asked>(queries.Select((query, i) => Asked.Of(i, statements.Of(query))).Where(a => !a.Slow.IsResting(reader.Id, clock)));
        var (began, isFirst) = (clock.GetTimestamp(), true);
        while (asked.Count > 0 && (isFirst || clock.GetElapsedTime(began) <= options.Value.CountBudget / 2))
        {
            await using var batch = await BatchAsync(!isFirst ? [] : ends ? [Timeout] : [Savepoint, Timeout], ct);
            var some = new Queue<Asked>();
            while (some.Count < AtOnce && asked.TryDequeue(out var next))
            {
                batch.BatchCommands.Add(next.Command);
                some.Enqueue(next);
            }

            var isEnd = asked.Count == 0;
            if (isEnd)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(ends ? UseCaseTransaction.Commit : Rollback));
            }

            try
            {
                await ReadAsync(batch, some, cap, counts, ct);
            }
            catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
            {
                if (some.TryPeek(out var failed))
                {
                    failed.Slow.RanOutOfTime(reader.Id, clock);
                }

                await Transaction.RecoverAsync(ends ? "rollback" : Rollback, ct);
                Transaction.IsOver = ends;
                return counts;
            }

            if (isEnd)
            {
                Transaction.IsOver = ends;
                return counts;
            }

            isFirst = false;
        }

        if (ends || !isFirst)
        {
            await using var end = await BatchAsync([ends ? UseCaseTransaction.Commit : Rollback], ct);
            await end.ExecuteNonQueryAsync(ct);
            Transaction.IsOver = ends;
        }

        return counts;
    }

    /// <summary>Takes each count from the queue as it comes: after an error the first that is left is the one that failed.</summary>
    private static async Task ReadAsync(NpgsqlBatch batch, Queue<Asked> asked, int cap, Count[] counts, CancellationToken ct)
    {
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            if (await reader.ReadAsync(ct))
            {
                var found = (int)reader.GetInt64(0);
                counts[asked.Dequeue().Place] = new Count(Math.Min(found, cap), found > cap);
            }
        }
        while (await reader.NextResultAsync(ct));
    }

    public async Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct)
    {
        await using (var begin = await BatchAsync([Savepoint, Timeout], ct))
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        try
        {
            var rows = await query.ToListAsync(ct);
            await using var rollback = await BatchAsync([Rollback], ct);
            await rollback.ExecuteNonQueryAsync(ct);
            return rows;
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            await Transaction.RecoverAsync(Rollback, ct);
            return null;
        }
    }

    private async Task<NpgsqlBatch> BatchAsync(string[] statements, CancellationToken ct)
    {
        await Transaction.BeginAsync(ct);
        var batch = Transaction.Batch();
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        return batch;
    }

    private sealed record Asked(int Place, NpgsqlBatchCommand Command, SlowCount Slow)
    {
        public static Asked Of(int place, (NpgsqlBatchCommand Command, SlowCount Slow) statement) => new(place, statement.Command, statement.Slow);
    }
}
