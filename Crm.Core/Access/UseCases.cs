using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Access;

/// <summary>
/// Runs one use case for one caller: its own scope, its own transaction with the caller's rights set inside, committed unless refused.
/// What the database itself calls transient (a deadlock, a lost connection) is tried again from the start: nothing of it was kept.
/// </summary>
public sealed class UseCases(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Tries = 4;

    public async Task<TOutcome> RunAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(caller, act, ct);
            }
            catch (OutdatedSettingsException) when (attempt < Tries)
            {
                // What was kept in memory of the tenant's settings is forgotten; the next try reads them anew.
            }
            catch (Exception failure) when (attempt < Tries && IsTransient(failure))
            {
                // Uneven pauses, so that two that met do not meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 40) * attempt), clock, ct);
            }
        }
    }

    private static bool IsTransient(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true })
            {
                return true;
            }
        }

        return false;
    }

    private static UseCaseKind KindOf(Type handler) => typeof(IEndsWithItsCounts).IsAssignableFrom(handler) ? UseCaseKind.List
        : typeof(IReadsOneSnapshot).IsAssignableFrom(handler) ? UseCaseKind.Snapshot
        : UseCaseKind.Change;

    private async Task<TOutcome> OnceAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = caller;
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(caller, KindOf(typeof(THandler)), ct);
        var outcome = await act(scope.ServiceProvider.GetRequiredService<THandler>(), ct);
        if (!await db.HoldsAsync(ct))
        {
            throw new OutdatedSettingsException();
        }

        if (outcome is not IOutcome { Refusal: not null })
        {
            await db.CommitAsync(ct);
        }

        return outcome;
    }
}

/// <summary>The tenant's settings changed between two use cases; this one went by the older ones.</summary>
public sealed class OutdatedSettingsException() : Exception("The tenant's settings keep changing. Please try again.");

/// <summary>
/// A use case that only reads, in several statements that must agree: it runs in a read-only transaction of one snapshot (REPEATABLE READ).
/// </summary>
public interface IReadsOneSnapshot;

/// <summary>A list: its counts are the last thing it asks, so that they may take the end of the transaction along.</summary>
public interface IEndsWithItsCounts : IReadsOneSnapshot;

/// <summary>What a use case does to the database.</summary>
public enum UseCaseKind
{
    /// <summary>Reads what is newest, and writes.</summary>
    Change,

    /// <summary><see cref="IReadsOneSnapshot"/>.</summary>
    Snapshot,

    /// <summary><see cref="IEndsWithItsCounts"/>.</summary>
    List,
}

/// <summary>Holds the caller of the running use case, so that handlers can take a <see cref="CurrentUser"/> as a plain dependency.</summary>
public sealed class CallerSlot
{
    private CurrentUser? caller;

    /// <exception cref="InvalidOperationException">A handler was resolved outside <see cref="UseCases"/>.</exception>
    public CurrentUser Caller
    {
        get => caller ?? throw new InvalidOperationException("No caller: use cases run through UseCases.RunAsync.");
        set => caller = value;
    }
}
