using System.Data.Common;
using Crm.Core.UseCases;

namespace Crm.Data;

/// <summary>
/// The transaction of one use case on the wire. BEGIN, the caller's rights and the settings' version travel with the first command, a
/// list's counts and its COMMIT with the last statement of its page: over a network each saved round trip is worth more than anything else
/// in a read of a millisecond (docs/decisions/0012). No command can run before the rights: they stand in front of it in the same batch.
/// </summary>
internal sealed class UseCaseTransaction(NpgsqlTransaction transaction, CurrentUser caller, UseCaseKind kind)
{
    /// <summary>As the last command of a batch it ends the use case: what is asked after it has no rights any more and fails.</summary>
    public const string Commit = "commit";

    private readonly NpgsqlConnection connection = transaction.Connection!;
    private long? version;
    private bool endedWithBatch;
    private (DbDataReader Reader, ITrailingCommands Trailing, CancellationToken Ct)? open;

    /// <summary>Whether a statement failed and nobody has recovered from it.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Whether a batch of queries ended the transaction; further ones are transactions of their own.</summary>
    public bool EndedWithBatch => endedWithBatch;

    /// <summary>Whether <see cref="Commit"/> was sent.</summary>
    public bool IsOver { get; set; }

    /// <summary>A list's counts are its last question.</summary>
    public bool EndsWithCounts => kind is UseCaseKind.List;

    /// <summary>Travels with the rights.</summary>
    public PlanMode Plans { get; set; }

    /// <summary>See <see cref="Core.UseCases.IUnitOfWork.LimitTime"/>; travels with the rights.</summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>Travels with the next query.</summary>
    public ITrailingCommands? Trailing { get; set; }

    /// <summary>Those that are being gathered for one batch; null when each goes by itself.</summary>
    public QueryBatch? Gathering { get; private set; }

    /// <summary>
    /// Whether the rights are still to be sent. After a batch that ended the transaction they go with each further query: such a batch
    /// without another transaction is one.
    /// </summary>
    public bool IsWaiting => version is null || endedWithBatch;

    /// <summary>Null until the first command ran.</summary>
    public long? SettingsVersion => version;

    /// <summary>Sends the rights now, alone. Does nothing when they are there.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        if (endedWithBatch)
        {
            throw new InvalidOperationException("A use case that ended with its batch goes on with queries alone.");
        }

        if (IsWaiting)
        {
            await using var batch = Batch();
            AddRights(batch);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            await ReadRightsAsync(reader, ct);
        }
    }

    /// <summary>See <see cref="Core.UseCases.IUnitOfWork.ReadBatchAsync"/>.</summary>
    public async Task ReadBatchAsync(IReadOnlyList<Func<Task>> queries, bool endsHere, CancellationToken ct)
    {
        if (queries.Count == 0)
        {
            return;
        }

        var gathered = Gathering = new QueryBatch();
        var begun = queries.Select(begin => begin()).ToList();
        Gathering = null;
        try
        {
            foreach (var early in begun.Where(query => query.IsCompleted))
            {
                await early; // It failed before it asked.
            }

            if (gathered.Count != queries.Count)
            {
                throw new InvalidOperationException("Each entry of a batch begins one query, at once.");
            }

            await SendAsync(gathered, begun, endsHere && kind is UseCaseKind.Read, ct);
        }
        catch (Exception failure)
        {
            HasFailed = true;
            await gathered.FailAsync(failure, begun);
            throw;
        }
    }

    private async Task SendAsync(QueryBatch gathered, List<Task> begun, bool endsHere, CancellationToken ct)
    {
        await using var batch = Batch();
        var isFirst = IsWaiting;
        if (isFirst)
        {
            AddRights(batch);
        }

        gathered.AddTo(batch);
        if (endsHere && !endedWithBatch)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Commit));
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (isFirst)
        {
            await ReadRightsAsync(reader, ct);
        }

        await gathered.ReadAsync(reader, begun, ct);
        endedWithBatch |= endsHere;
    }

    /// <summary>Keeps what was done, or ends what was read.</summary>
    public Task CommitAsync(CancellationToken ct) =>
        IsOver || endedWithBatch ? Task.CompletedTask : transaction.CommitAsync(ct);

    /// <summary>After a statement that failed, before the connection goes back to its pool.</summary>
    public async Task AbandonAsync()
    {
        if (!endedWithBatch)
        {
            await transaction.RollbackAsync();
        }

        Unprepare(connection);
    }

    /// <summary>In front of whatever else the batch asks.</summary>
    private void AddRights(NpgsqlBatch batch) =>
        TransactionRights.AddTo(batch, caller, kind is not UseCaseKind.Change, Plans, TimeLimit);

    /// <summary>
    /// A query, with the rights in front of it where they are still to be sent and <see cref="Trailing"/> after it, in one round trip.
    /// </summary>
    /// <returns>The query's reader, standing at its rows; before it is closed, <see cref="ReadTrailingAsync"/> has to be called.</returns>
    public async Task<DbDataReader> ReadAsync(NpgsqlCommand query, CancellationToken ct)
    {
        var (batch, trailing, isFirst) = (Batch(), Trailing, IsWaiting);
        Trailing = null;
        batch.Timeout = query.CommandTimeout;
        if (isFirst)
        {
            AddRights(batch);
        }

        batch.BatchCommands.Add(Moved(query));
        trailing?.AddTo(batch);
        var reader = await batch.ExecuteReaderAsync(ct);
        try
        {
            if (isFirst)
            {
                await ReadRightsAsync(reader, ct);
            }

            open = trailing is null ? null : (reader, trailing, ct);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the answers to what travelled after the query of this reader, if anything did.</summary>
    public async Task ReadTrailingAsync(DbDataReader reader)
    {
        if (open is { } waiting && ReferenceEquals(waiting.Reader, reader))
        {
            open = null;
            await waiting.Trailing.ReadAsync((NpgsqlDataReader)reader, waiting.Ct);
        }
    }

    /// <summary>
    /// Goes back after a statement that failed, and forgets the connection's prepared statements: see <see cref="Unprepare"/>.
    /// </summary>
    public async Task RecoverAsync(string rollback, CancellationToken ct)
    {
        await using (var batch = Batch())
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(rollback));
            await batch.ExecuteNonQueryAsync(ct);
        }

        Unprepare(connection);
    }

    /// <summary>
    /// When a statement of a batch fails, those after it are skipped, and Npgsql's book of what is prepared under which name need not agree
    /// with the server any more (npgsql issues 4082 and 6391): a later statement would get another one's rows. A connection that saw an
    /// error starts its book anew.
    /// </summary>
    private static void Unprepare(NpgsqlConnection connection) => connection.UnprepareAll();

    public NpgsqlBatch Batch() => endedWithBatch ? new NpgsqlBatch(connection) : new NpgsqlBatch(connection, transaction);

    private async Task ReadRightsAsync(NpgsqlDataReader reader, CancellationToken ct) =>
        version = await TransactionRights.ReadVersionAsync(reader, caller, ct);

    /// <summary>The command's text and parameters for a batch; the command itself has no parameters afterwards.</summary>
    public static NpgsqlBatchCommand Moved(NpgsqlCommand command)
    {
        var moved = new NpgsqlBatchCommand(command.CommandText);
        var parameters = command.Parameters.ToArray();
        command.Parameters.Clear();
        moved.Parameters.AddRange(parameters);
        return moved;
    }
}

/// <summary>PostgreSQL's plan_cache_mode for one use case.</summary>
internal enum PlanMode
{
    /// <summary>PostgreSQL weighs one plan for all values against planning anew.</summary>
    Auto,

    /// <summary>See <see cref="Core.UseCases.IUnitOfWork.PlanForValues"/>.</summary>
    ForValues,

    /// <summary>See <see cref="Core.UseCases.IUnitOfWork.PlanOnce"/>.</summary>
    Once,
}

/// <summary>Commands that travel in one batch after a query of EF's, and are read when its rows have been.</summary>
internal interface ITrailingCommands
{
    void AddTo(NpgsqlBatch batch);

    /// <param name="reader">Stands at the query's rows.</param>
    /// <param name="ct">Of the query.</param>
    Task ReadAsync(NpgsqlDataReader reader, CancellationToken ct);
}
