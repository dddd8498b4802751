using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Crm.Benchmarks;

/// <summary>What the planner means to do for one statement: indexes used, tables walked from end to end.</summary>
public sealed record PlannedStatement(IReadOnlyList<string> Indexes, IReadOnlyList<string> Walked);

/// <summary>
/// Explains each statement of a use case right before it runs: in its transaction, under its role, with its parameters. Counts that go past
/// EF are the same query without an order.
/// </summary>
public sealed class PlanWatch : DbCommandInterceptor
{
    private List<PlannedStatement>? seen;

    /// <summary>Tables of a test hold so few rows that walking them is right; without that way out the plan shows whether an index could serve.</summary>
    public bool AvoidWalking { get; set; }

    public async Task<IReadOnlyList<PlannedStatement>> WatchAsync(Func<Task> work)
    {
        seen = [];
        try
        {
            await work();
            return seen;
        }
        finally
        {
            seen = null;
        }
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (seen is not null)
        {
            seen.Add(await ExplainAsync((NpgsqlCommand)command, cancellationToken));
        }

        return result;
    }

    private async Task<PlannedStatement> ExplainAsync(NpgsqlCommand command, CancellationToken ct)
    {
        if (AvoidWalking)
        {
            await using var off = new NpgsqlCommand("set local enable_seqscan = off", command.Connection, command.Transaction);
            await off.ExecuteNonQueryAsync(ct);
        }

        await using var explain = new NpgsqlCommand("explain (format json) " + command.CommandText, command.Connection, command.Transaction);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            explain.Parameters.Add(parameter.Clone());
        }

        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(ct))!);
        var (indexes, walked) = (new List<string>(), new List<string>());
        Read(plan.RootElement[0].GetProperty("Plan"), indexes, walked);
        return new PlannedStatement(indexes, walked);
    }

    private static void Read(JsonElement node, List<string> indexes, List<string> walked)
    {
        if (node.TryGetProperty("Index Name", out var index))
        {
            indexes.Add(index.GetString()!);
        }

        if (node.GetProperty("Node Type").GetString() == "Seq Scan")
        {
            walked.Add(node.GetProperty("Relation Name").GetString()!);
        }

        if (node.TryGetProperty("Plans", out var plans))
        {
            foreach (var below in plans.EnumerateArray())
            {
                Read(below, indexes, walked);
            }
        }
    }
}
