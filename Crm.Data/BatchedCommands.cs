using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Data;

/// <summary>
/// Puts the caller's rights in front of the first command of a use case, whatever EF makes it of, and after a query what was given to
/// travel with it (<see cref="UseCaseTransaction"/>).
/// </summary>
internal sealed class BatchedCommands : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (Of(eventData) is not { } transaction || result.HasResult
            || transaction is { IsWaiting: false, Trailing: null, Gathering: null })
        {
            return result;
        }

        if (transaction.Gathering is { } batch)
        {
            return InterceptionResult<DbDataReader>.SuppressWithResult(await batch.JoinAsync((NpgsqlCommand)command));
        }

        if (eventData.CommandSource is CommandSource.SaveChanges)
        {
            await transaction.BeginAsync(cancellationToken); // EF reads how many rows each statement of a save changed, by its place
            return result;
        }

        return InterceptionResult<DbDataReader>.SuppressWithResult(await transaction.ReadAsync((NpgsqlCommand)command, cancellationToken));
    }

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(
        DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (eventData.Context is CrmDbContext { Transaction: { } transaction })
        {
            await transaction.ReadTrailingAsync(eventData.DataReader);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync(eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync(eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Waiting(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Waiting(eventData) is null ? result : throw Blocking();

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Waiting(eventData) is null ? result : throw Blocking();

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Exception is PostgresException && Of(eventData) is { } transaction)
        {
            transaction.HasFailed = true;
        }

        return Task.CompletedTask;
    }

    private static Task BeginAsync(CommandEventData eventData, CancellationToken ct) =>
        Waiting(eventData)?.BeginAsync(ct) ?? Task.CompletedTask;

    private static UseCaseTransaction? Waiting(CommandEventData eventData) => Of(eventData) is { IsWaiting: true } transaction
        ? transaction
        : null;

    private static UseCaseTransaction? Of(CommandEventData eventData) => (eventData.Context as CrmDbContext)?.Transaction;

    private static InvalidOperationException Blocking() => new("Use cases ask the database asynchronously.");
}
