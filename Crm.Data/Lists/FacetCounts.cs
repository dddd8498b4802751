using Crm.Core.Filtering;
using Crm.Data.Tenants;
using Microsoft.Extensions.Options;

namespace Crm.Data.Lists;

/// <summary>
/// Counts in batches under statement_timeout, which bounds each; after half of that time no further batch is begun, so that a list with
/// twenty options does not take twenty times as long: totals come first, options last. Where nothing else is asked afterwards the batch
/// ends the transaction as well, and travels after the page when it is one batch; otherwise a savepoint keeps a count that ran out of time
/// from taking the use case with it, and rolling back to it puts the timeout back. What ran out of time is not tried again for a while
/// (<see cref="SlowCount"/>).
/// </summary>
internal sealed class FacetCounts(CrmDbContext db, CountStatements statements, CurrentUser reader, TimeProvider clock,
    IOptions<CrmDatabaseOptions> options) : IFacetCounts
{
    /// <summary>Most lists ask no more; a card's list with all its options asks about twenty.</summary>
    private const int AtOnce = 12;

    private const string Savepoint = "savepoint counting";
    private const string Rollback = "rollback to savepoint counting";

    private CountBatch? sent;

    private string Timeout =>
        string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(int)options.Value.CountBudget.TotalMilliseconds}");

    private UseCaseTransaction Transaction => db.Transaction
        ?? throw new InvalidOperationException("Counts belong to a use case's transaction.");

    public void SendWithNext(IReadOnlyList<CountQuery> queries, int cap)
    {
        var asked = Asked(queries);
        if (Transaction.EndsWithCounts && asked.Count <= AtOnce)
        {
            Transaction.Trailing = sent = new CountBatch(
                Uncounted(queries), cap, asked.Count > 0 ? [Timeout] : [], asked, UseCaseTransaction.Commit);
        }
    }

    public async Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<CountQuery> queries, int cap, bool isLast, CancellationToken ct)
    {
        Transaction.Trailing = null;
        if (sent is { IsOver: true } answered)
        {
            await EndAsync(answered, ends: true, ct);
            return answered.Counts;
        }

        var ends = isLast && Transaction.EndsWithCounts;
        var counts = Uncounted(queries);
        var (asked, began, from) = (Asked(queries), clock.GetTimestamp(), 0);
        while (from < asked.Count && (from == 0 || clock.GetElapsedTime(began) <= options.Value.CountBudget / 2))
        {
            var some = asked.Skip(from).Take(AtOnce).ToList();
            var isEnd = from + some.Count == asked.Count;
            var counting = new CountBatch(counts, cap, from > 0 ? [] : ends ? [Timeout] : [Savepoint, Timeout], some,
                !isEnd ? null : ends ? UseCaseTransaction.Commit : Rollback);
            await using (var batch = await BatchAsync([], ct))
            {
                await counting.RunAsync(batch, ct);
            }

            if (isEnd || counting.RanOut is not null)
            {
                await EndAsync(counting, ends, ct);
                return counts;
            }

            from += some.Count;
        }

        if (ends || from > 0)
        {
            await using var end = await BatchAsync([ends ? UseCaseTransaction.Commit : Rollback], ct);
            await end.ExecuteNonQueryAsync(ct);
            Transaction.IsOver = ends;
        }

        return counts;
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

    private static Count[] Uncounted(IReadOnlyList<CountQuery> queries) =>
        [.. Enumerable.Repeat(Count.AtLeast(0), queries.Sum(q => q.Numbers))];

    private List<AskedCount> Asked(IReadOnlyList<CountQuery> queries)
    {
        var (asked, place) = (new List<AskedCount>(queries.Count), 0);
        foreach (var query in queries)
        {
            var (command, slow) = statements.Of(query);
            if (!slow.IsResting(reader.Id, clock))
            {
                asked.Add(new AskedCount(place, query.Options?.Select(CountStatements.AsText).ToList(), command, slow));
            }

            place += query.Numbers;
        }

        return asked;
    }

    private async Task EndAsync(CountBatch counted, bool ends, CancellationToken ct)
    {
        if (counted.RanOut is { } slow)
        {
            slow.Slow.RanOutOfTime(reader.Id, clock);
            await Transaction.RecoverAsync(ends ? "rollback" : Rollback, ct);
        }

        Transaction.IsOver = ends;
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
}
