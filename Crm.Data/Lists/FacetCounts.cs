using System.Globalization;
using Crm.Core.Filtering;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Data.Lists;

/// <summary>
/// Counts as one batch between a savepoint and its rollback: statement_timeout bounds each, and a count that ran out of time takes
/// nothing of the use case with it. Rolling back also puts the timeout back.
/// </summary>
internal sealed class FacetCounts(CrmDbContext db, IOptions<CrmDatabaseOptions> options) : IFacetCounts
{
    private const string Savepoint = "savepoint counting";
    private const string Rollback = "rollback to savepoint counting";

    private string Timeout => string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(int)options.Value.CountBudget.TotalMilliseconds}");

    public async Task<IReadOnlyList<Count>> CountAsync<T>(IReadOnlyList<IQueryable<T>> queries, int cap, CancellationToken ct)
        where T : class
    {
        await using var batch = Batch(Savepoint, Timeout);
        foreach (var query in queries)
        {
            batch.BatchCommands.Add(Counting(query.Select(r => 1).Take(cap + 1)));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Rollback));
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
            while (counts.Count < queries.Count && await reader.NextResultAsync(ct));
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            await RollBackAsync(ct);
        }

        return [.. counts, .. Enumerable.Repeat(Count.AtLeast(0), queries.Count - counts.Count)];
    }

    public async Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct)
    {
        await using (var begin = Batch(Savepoint, Timeout))
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        try
        {
            return await query.ToListAsync(ct);
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await RollBackAsync(ct);
        }
    }

    private async Task RollBackAsync(CancellationToken ct)
    {
        await using var rollback = Batch(Rollback);
        await rollback.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatch Batch(params ReadOnlySpan<string> statements)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Counts belong to a use case's transaction.");
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        return batch;
    }

    private static NpgsqlBatchCommand Counting(IQueryable<int> rows)
    {
        using var command = (NpgsqlCommand)rows.CreateDbCommand();
        var counting = new NpgsqlBatchCommand($"select count(*) from ({command.CommandText}) counted");
        var parameters = command.Parameters.ToArray();
        command.Parameters.Clear();
        counting.Parameters.AddRange(parameters);
        return counting;
    }
}
