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

    private async Task<TOutcome> OnceAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = caller;
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(caller, typeof(IReadsOneSnapshot).IsAssignableFrom(typeof(THandler)), ct);
        var outcome = await act(scope.ServiceProvider.GetRequiredService<THandler>(), ct);
        if (outcome is not IOutcome { Refusal: not null })
        {
            await db.CommitAsync(ct);
        }

        return outcome;
    }
}

/// <summary>
/// A use case that only reads, in several statements that must agree: it runs in a read-only transaction of one snapshot (REPEATABLE READ).
/// </summary>
public interface IReadsOneSnapshot;

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
