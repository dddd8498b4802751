namespace Crm.Data.Tests.Reports;

internal sealed record StageRow(Guid Id, string Name, int Position, decimal Probability, string Type);

internal sealed record DealRow(
    Guid Id, Guid Owner, Guid Stage, string Title, decimal? Value, string Currency, decimal? Probability, DateOnly? Closes, string Status,
    DateTime? Closed, DateTime Made, bool IsDeleted);

internal sealed record EntryRow(Guid Deal, Guid Owner, Guid Stage, DateTime At, decimal? Value, string Currency);

internal sealed record TaskRow(Guid Id, string Type, Guid? Owner, Guid? Assigned, string Subject, DateTime? Due, DateTime Occurred,
    string Status, bool IsDeleted, int Version);

/// <summary>Everything that was written, past every policy, aggregate and kept column.</summary>
internal sealed record RawRows(
    IReadOnlyList<StageRow> Stages, IReadOnlyList<DealRow> Deals, IReadOnlyList<EntryRow> Entries, IReadOnlyList<TaskRow> Activities,
    IReadOnlyDictionary<Guid, string> Names)
{
    public static async Task<RawRows> ReadAsync(NpgsqlConnection connection) => new(
        await ListAsync(connection, "select id, name, position, probability, stage_type from pipeline_stages order by position",
            r => new StageRow(r.GetGuid(0), r.GetString(1), r.GetInt32(2), r.GetDecimal(3), r.GetString(4))),
        await ListAsync(
            connection,
            "select id, owner_id, stage_id, title, value, currency, probability, expected_close_date, status, closed_at, created_at, "
            + "is_deleted from deals",
            r => new DealRow(
                r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetString(3), Get<decimal>(r, 4), r.GetString(5), Get<decimal>(r, 6),
                Get<DateOnly>(r, 7), r.GetString(8),
                Get<DateTime>(r, 9), r.GetDateTime(10), r.GetBoolean(11))),
        await ListAsync(
            connection,
            "select deal_id, owner_id, to_stage_id, entered_at, value, currency from deal_stage_history order by deal_id, entered_at, id",
            r => new EntryRow(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetDateTime(3), Get<decimal>(r, 4), r.GetString(5))),
        await ListAsync(
            connection,
            "select id, type, owner_id, assigned_to_id, subject, due_date, occurred_at, status, is_deleted, version from activities",
            r => new TaskRow(r.GetGuid(0), r.GetString(1), Get<Guid>(r, 2), Get<Guid>(r, 3), r.GetString(4), Get<DateTime>(r, 5),
                r.GetDateTime(6), r.GetString(7), r.GetBoolean(8), r.GetInt32(9))),
        (await ListAsync(connection, "select id, name from users", r => (r.GetGuid(0), r.GetString(1)))).ToDictionary());

    private static T? Get<T>(NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await rows.ReadAsync())
        {
            list.Add(read(rows));
        }

        return list;
    }
}
