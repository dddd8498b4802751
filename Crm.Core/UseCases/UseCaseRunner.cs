namespace Crm.Core.UseCases;

/// <summary>
/// Runs one use case for one caller: its own scope, its own transaction with the caller's rights set inside, committed unless refused.
/// What the database itself calls transient (a deadlock, a lost connection) is tried again from the start: nothing of it was kept. This is
/// the only place where a use case is tried again.
/// </summary>
public sealed class UseCaseRunner(IServiceScopeFactory scopes, IDatabaseFailures failures, IUserDirectory users, TimeProvider clock)
{
    private const int Tries = 4;

    /// <summary>Of what <see cref="IStartsAgain"/>: as many as there may be others at the same rows.</summary>
    private const int TriesOfMany = 8;

    public async Task<TOutcome> RunAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        var startsAgain = typeof(IStartsAgain).IsAssignableFrom(typeof(THandler));
        var tries = startsAgain ? TriesOfMany : Tries;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await OnceAsync(caller, act, ct);
                if (!startsAgain || attempt == tries || outcome is not IOutcome { Refusal.Kind: RefusalKind.Conflict })
                {
                    return outcome;
                }
            }
            catch (StaleSettingsException) when (attempt < tries)
            {
                // What was kept in memory of the tenant's settings is forgotten; the next try reads them anew.
                continue;
            }
            catch (Exception failure) when (attempt < tries
                && (failures.IsTransient(failure) || (startsAgain && failures.IsRace(failure))))
            {
                // From the start, below.
            }

            // Uneven pauses, so that two that met do not meet again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 40) * attempt), clock, ct);
        }
    }

    private static UseCaseKind KindOf(Type handler) => typeof(IChangesData).IsAssignableFrom(handler) ? UseCaseKind.Change
        : typeof(IEndsWithItsCounts).IsAssignableFrom(handler) ? UseCaseKind.List
        : UseCaseKind.Read;

    private async Task<TOutcome> OnceAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = caller;
        var db = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        await db.BeginAsync(caller, KindOf(typeof(THandler)), ct);
        var isOutdated = false;
        if (caller.Remembered is { IsConfirmed: false, SettingsVersion: var version })
        {
            db.RelyOn(version, () => isOutdated = true);
        }

        var outcome = await ActAsync(db, () => act(scope.ServiceProvider.GetRequiredService<THandler>(), ct));
        if (!await db.HoldsAsync(ct))
        {
            throw isOutdated ? Outdated(caller) : new StaleSettingsException();
        }

        if (caller.Remembered is { } remembered && remembered.SettingsVersion == db.SettingsVersion)
        {
            remembered.IsConfirmed = true;
        }

        if (outcome is not IOutcome { Refusal: not null })
        {
            await db.CommitAsync(ct);
        }

        return outcome;
    }

    private static async Task<TOutcome> ActAsync<TOutcome>(IUnitOfWork db, Func<Task<TOutcome>> act)
    {
        try
        {
            return await act();
        }
        catch
        {
            db.BrokeOff();
            throw;
        }
    }

    /// <summary>Rights, language and name stand in what the door makes of the outcome, too: it begins again.</summary>
    private CallerChangedException Outdated(CurrentUser caller)
    {
        users.Forget(caller);
        return new CallerChangedException();
    }
}
