using System.Collections;
using System.Data.Common;

namespace Crm.Data;

/// <summary>
/// Queries of EF's that wait to be sent together. Each stands still where EF would execute its command; when the batch is answered each in
/// turn is given its result, and reads it to its end before the next one goes on.
/// </summary>
internal sealed class QueryBatch
{
    private readonly List<(NpgsqlBatchCommand Command, TaskCompletionSource<DbDataReader> Rows)> waiting = [];

    public int Count => waiting.Count;

    /// <summary>Called by the interceptor in the place of the execution.</summary>
    public Task<DbDataReader> JoinAsync(NpgsqlCommand query)
    {
        // Its continuation, EF's reading of the rows, runs where the result is set: one query after the other.
        var rows = new TaskCompletionSource<DbDataReader>();
        waiting.Add((UseCaseTransaction.Moved(query), rows));
        return rows.Task;
    }

    public void AddTo(NpgsqlBatch batch) => waiting.ForEach(query => batch.BatchCommands.Add(query.Command));

    /// <param name="reader">Stands at the first query's rows.</param>
    /// <param name="queries">As they were begun.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task ReadAsync(NpgsqlDataReader reader, IReadOnlyList<Task> queries, CancellationToken ct)
    {
        for (var i = 0; i < waiting.Count; i++)
        {
            waiting[i].Rows.SetResult(new OneResult(reader));
            await queries[i];
            await reader.NextResultAsync(ct);
        }
    }

    /// <summary>Nobody is left waiting for a batch that failed.</summary>
    public async Task FailAsync(Exception failure, IReadOnlyList<Task> queries)
    {
        waiting.ForEach(query => query.Rows.TrySetException(failure));
        foreach (var query in queries)
        {
            await query.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One result of a reader that has several: closing it leaves the reader open for the next.</summary>
    private sealed class OneResult(NpgsqlDataReader all) : DbDataReader
    {
        private bool isClosed;

        public override int Depth => all.Depth;

        public override int FieldCount => all.FieldCount;

        public override bool HasRows => all.HasRows;

        public override bool IsClosed => isClosed;

        public override int RecordsAffected => all.RecordsAffected;

        public override object this[int ordinal] => all[ordinal];

        public override object this[string name] => all[name];

        public override bool Read() => all.Read();

        public override Task<bool> ReadAsync(CancellationToken cancellationToken) => all.ReadAsync(cancellationToken);

        public override bool NextResult() => false;

        public override Task<bool> NextResultAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override void Close() => isClosed = true;

        public override Task CloseAsync()
        {
            isClosed = true;
            return Task.CompletedTask;
        }

        public override bool GetBoolean(int ordinal) => all.GetBoolean(ordinal);

        public override byte GetByte(int ordinal) => all.GetByte(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
            all.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

        public override char GetChar(int ordinal) => all.GetChar(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
            all.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

        public override string GetDataTypeName(int ordinal) => all.GetDataTypeName(ordinal);

        public override DateTime GetDateTime(int ordinal) => all.GetDateTime(ordinal);

        public override decimal GetDecimal(int ordinal) => all.GetDecimal(ordinal);

        public override double GetDouble(int ordinal) => all.GetDouble(ordinal);

        public override IEnumerator GetEnumerator() => all.GetEnumerator();

        public override Type GetFieldType(int ordinal) => all.GetFieldType(ordinal);

        public override T GetFieldValue<T>(int ordinal) => all.GetFieldValue<T>(ordinal);

        public override Task<T> GetFieldValueAsync<T>(int ordinal, CancellationToken cancellationToken) =>
            all.GetFieldValueAsync<T>(ordinal, cancellationToken);

        public override float GetFloat(int ordinal) => all.GetFloat(ordinal);

        public override Guid GetGuid(int ordinal) => all.GetGuid(ordinal);

        public override short GetInt16(int ordinal) => all.GetInt16(ordinal);

        public override int GetInt32(int ordinal) => all.GetInt32(ordinal);

        public override long GetInt64(int ordinal) => all.GetInt64(ordinal);

        public override string GetName(int ordinal) => all.GetName(ordinal);

        public override int GetOrdinal(string name) => all.GetOrdinal(name);

        public override Stream GetStream(int ordinal) => all.GetStream(ordinal);

        public override string GetString(int ordinal) => all.GetString(ordinal);

        public override TextReader GetTextReader(int ordinal) => all.GetTextReader(ordinal);

        public override object GetValue(int ordinal) => all.GetValue(ordinal);

        public override int GetValues(object[] values) => all.GetValues(values);

        public override bool IsDBNull(int ordinal) => all.IsDBNull(ordinal);

        public override Task<bool> IsDBNullAsync(int ordinal, CancellationToken cancellationToken) =>
            all.IsDBNullAsync(ordinal, cancellationToken);
    }
}
