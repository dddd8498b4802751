using System.Data.Common;
using Crm.Core.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.UseCases;

/// <summary>
/// Runs one use case for one caller: its own scope, its own transaction with the caller's rights set inside, committed unless refused.
/// What the database itself calls transient (a deadlock, a lost connection) is tried again from the start: nothing of it was kept.
/// </summary>
public sealed class UseCaseRunner(IServiceScopeFactory scopes, TimeProvider clock)
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
            catch (StaleSettingsException) when (attempt < Tries)
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
        var db = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        await db.BeginAsync(caller, KindOf(typeof(THandler)), ct);
        var outcome = await act(scope.ServiceProvider.GetRequiredService<THandler>(), ct);
        if (!await db.HoldsAsync(ct))
        {
            throw new StaleSettingsException();
        }

        if (outcome is not IOutcome { Refusal: not null })
        {
            await db.CommitAsync(ct);
        }

        return outcome;
    }
}
