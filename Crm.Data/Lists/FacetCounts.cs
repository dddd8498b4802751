using System.Globalization;
using Crm.Core.Filtering;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Data.Lists;

/// <summary>
/// Counts as one batch under statement_timeout, which bounds each. Where nothing else is asked afterwards the batch ends the transaction as
/// well; otherwise a savepoint keeps a count that ran out of time from taking the use case with it, and rolling back to it puts the timeout
/// back.
/// </summary>
internal sealed class FacetCounts(CrmDbContext db, CountStatements statements, IOptions<CrmDatabaseOptions> options) : IFacetCounts
{
    private const string Savepoint = "savepoint counting";
    private const string Rollback = "rollback to savepoint counting";

    private string Timeout => string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(int)options.Value.CountBudget.TotalMilliseconds}");

    private UseCaseTransaction Transaction => db.Transaction ?? throw new InvalidOperationException("Counts belong to a use case's transaction.");

    public async Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<IQueryable<int>> queries, int cap, bool isLast, CancellationToken ct)
    {
        var ends = isLast && Transaction.EndsWithCounts;
        await using var batch = await BatchAsync(ends ? [Timeout] : [Savepoint, Timeout], ct);
        foreach (var query in queries)
        {
            batch.BatchCommands.Add(statements.Of(query));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(ends ? UseCaseTransaction.Commit : Rollback));
        var counts = new List<Count>(queries.Count);
        try
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

            Transaction.IsOver = ends;
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            await Transaction.RecoverAsync(ends ? "rollback" : Rollback, ct);
            Transaction.IsOver = ends;
        }

        return [.. counts, .. Enumerable.Repeat(Count.AtLeast(0), queries.Count - counts.Count)];
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
