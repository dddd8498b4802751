using Crm.Core.Filtering;

namespace Crm.Data.Lists;

/// <summary>Counts that travel together, alone or after a query.</summary>
/// <param name="counts">Where the answers go.</param>
/// <param name="cap">Rows after which counting stops.</param>
/// <param name="before">Statements in front of them.</param>
/// <param name="asked">What is counted.</param>
/// <param name="after">The statement after them; null for none.</param>
internal sealed class CountBatch(Count[] counts, int cap, IReadOnlyList<string> before, IReadOnlyList<AskedCount> asked, string? after)
    : ITrailingCommands
{
    private int answered;

    public IReadOnlyList<Count> Counts => counts;

    /// <summary>Whether the answers are there, or as many of them as came in time.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The count that ran out of time; everything after it was skipped, and the transaction waits for a rollback.</summary>
    public AskedCount? RanOut { get; private set; }

    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var statement in before)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        foreach (var count in asked)
        {
            batch.BatchCommands.Add(count.Command);
        }

        if (after is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(after));
        }
    }

    public Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct) => InTimeAsync(
        async () =>
        {
            if (await reader.NextResultAsync(ct))
            {
                await ReadCountsAsync(reader, ct);
            }
        },
        ct);

    /// <summary>Sends them in a batch of their own.</summary>
    public Task RunAsync(NpgsqlBatch batch, CancellationToken ct) => InTimeAsync(
        async () =>
        {
            AddTo(batch);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            await ReadCountsAsync(reader, ct);
        },
        ct);

    private async Task ReadCountsAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        do
        {
            if (reader.FieldCount > 0)
            {
                await ReadAsync(asked[answered], reader, ct);
                answered++;
            }
        }
        while (await reader.NextResultAsync(ct));
    }

    private async Task ReadAsync(AskedCount count, NpgsqlDataReader reader, CancellationToken ct)
    {
        if (count.Options is null)
        {
            await reader.ReadAsync(ct);
            counts[count.Place] = Capped(reader.GetInt64(0));
            return;
        }

        Array.Fill(counts, Capped(0), count.Place, count.Options.Count);
        while (await reader.ReadAsync(ct))
        {
            var option = await reader.IsDBNullAsync(0, ct) ? null : reader.GetString(0);
            if (count.Options.IndexOf(option) is >= 0 and var i)
            {
                counts[count.Place + i] = Capped(reader.GetInt64(1));
            }
        }
    }

    private Count Capped(long found) => new((int)Math.Min(found, cap), found > cap);

    private async Task InTimeAsync(Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
        }
        catch (PostgresException slow)
        when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested && answered < asked.Count)
        {
            RanOut = asked[answered];
        }

        IsOver = true;
    }
}

/// <param name="Place">Of its first number among all.</param>
/// <param name="Options">What the values of options are as text, each with a number of its own; null for one number.</param>
/// <param name="Command">One row with one number; with options a row for each that occurs: its text and its number.</param>
/// <param name="Slow">For whom this kind of count ran out of time.</param>
internal sealed record AskedCount(int Place, List<string?>? Options, NpgsqlBatchCommand Command, SlowCount Slow);
