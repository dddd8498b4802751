using System.Diagnostics;
using System.Globalization;
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
/// back.
/// </summary>
internal sealed class FacetCounts(CrmDbContext db, CountStatements statements, IOptions<CrmDatabaseOptions> options) : IFacetCounts
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
        var (began, counts, asked) = (Stopwatch.GetTimestamp(), new List<Count>(queries.Count), 0);
        try
        {
            while (asked < queries.Count)
            {
                var some = queries.Skip(asked).Take(AtOnce).ToList();
                await using var batch = await BatchAsync(asked > 0 ? [] : ends ? [Timeout] : [Savepoint, Timeout], ct);
                some.ForEach(query => batch.BatchCommands.Add(statements.Of(query)));
                asked += some.Count;
                if (asked == queries.Count)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(ends ? UseCaseTransaction.Commit : Rollback));
                }

                await ReadAsync(batch, cap, counts, ct);
                if (asked < queries.Count && Stopwatch.GetElapsedTime(began) > options.Value.CountBudget / 2)
                {
                    await using var end = await BatchAsync([ends ? UseCaseTransaction.Commit : Rollback], ct);
                    await end.ExecuteNonQueryAsync(ct);
                    break;
                }
            }

            Transaction.IsOver = ends;
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            await Transaction.RecoverAsync(ends ? "rollback" : Rollback, ct);
            Transaction.IsOver = ends;
        }

        return [.. counts, .. Enumerable.Repeat(Count.AtLeast(0), queries.Count - counts.Count)];
    }

    private static async Task ReadAsync(NpgsqlBatch batch, int cap, List<Count> counts, CancellationToken ct)
    {
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            if (await reader.ReadAsync(ct))
            {
                var found = (int)reader.GetInt64(0);
                counts.Add(new Count(Math.Min(found, cap), found > cap));
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
}
