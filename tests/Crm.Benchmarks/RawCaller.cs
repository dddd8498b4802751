using Crm.Data;

namespace Crm.Benchmarks;

/// <summary>
/// Asks in SQL: a pool of its own with the application's settings (so each statement is prepared), the same rights, every value read.
/// </summary>
public sealed class RawCaller(string application) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = CrmDataServices.DataSource(application);

    /// <returns>The first column of each statement's rows.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<object>>> AskAsync(
        CurrentUser caller, IReadOnlyList<Statement> question, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TransactionRights.SetAsync(connection, caller, ct);
        var first = new List<IReadOnlyList<object>>(question.Count);
        foreach (var statement in question)
        {
            await using var command = Command(connection, statement);
            await using var rows = await command.ExecuteReaderAsync(ct);
            var values = new object[rows.FieldCount];
            var column = new List<object>();
            while (await rows.ReadAsync(ct))
            {
                rows.GetValues(values);
                column.Add(values[0]);
            }

            first.Add(column);
        }

        await transaction.CommitAsync(ct);
        return first;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    internal static NpgsqlCommand Command(NpgsqlConnection connection, Statement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, connection);
        foreach (var value in statement.Values)
        {
            command.Parameters
                .Add(new NpgsqlParameter { Value = value is DateTime moment ? DateTime.SpecifyKind(moment, DateTimeKind.Utc) : value });
        }

        return command;
    }
}
