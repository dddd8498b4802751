using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Access;

/// <summary>
/// Runs one use case for one caller: its own scope, its own transaction with the caller's rights set inside, committed unless refused.
/// </summary>
public sealed class UseCases(IServiceScopeFactory scopes)
{
    public async Task<TOutcome> RunAsync<THandler, TOutcome>(
        CurrentUser caller, Func<THandler, CancellationToken, Task<TOutcome>> act, CancellationToken ct)
        where THandler : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = caller;
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(caller, ct);
        var outcome = await act(scope.ServiceProvider.GetRequiredService<THandler>(), ct);
        if (outcome is not IOutcome { Refusal: not null })
        {
            await db.CommitAsync(ct);
        }

        return outcome;
    }
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
