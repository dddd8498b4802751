namespace Crm.Core.Commands;

/// <summary>A use case that changes something, run once for each key and remembered for undo, in the use case's own transaction.</summary>
public sealed class IdempotentCommand<THandler>(THandler handler, ICommandLog log, CurrentUser user) : IChangesData
    where THandler : IChangesData
{
    public async Task<Result<TView>> RunAsync<TView>(
        string? key, string verb, Func<THandler, Task<Result<TView>>> handle, CancellationToken ct)
    {
        if (!user.MayChangeRecords && handler is not IChangesOwnSettings)
        {
            return Refusal.ReadOnlyAccount();
        }

        if (key is not null && await log.TakeAsync(key, verb, ct) is { } first)
        {
            return first.Deserialize<TView>(CardJson.Options)!;
        }

        var result = await handle(handler);
        if (result.Refusal is null)
        {
            await log.KeepAsync(key, verb, JsonSerializer.SerializeToElement(result.Value, CardJson.Options), ct);
        }

        return result;
    }
}

public static class IdempotentUseCases
{
    /// <summary>
    /// Runs a use case that changes something and remembers it for undo, for doors whose requests carry no key of their own.
    /// </summary>
    public static Task<Result<TView>> ChangeAsync<THandler, TView>(
        this UseCaseRunner useCases, CurrentUser caller, string verb, Func<THandler, CancellationToken, Task<Result<TView>>> handle,
        CancellationToken ct)
        where THandler : IChangesData => useCases.RunAsync<IdempotentCommand<THandler>, Result<TView>>(
            caller, (pressed, token) => pressed.RunAsync(key: null, verb, handler => handle(handler, token), token), ct);
}
