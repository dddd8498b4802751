namespace Crm.Core.UseCases;

/// <summary>
/// Holds the caller of the running use case, so that handlers can take a <see cref="CurrentUser"/> as a plain dependency.
/// </summary>
public sealed class CallerSlot
{
    private CurrentUser? caller;

    /// <exception cref="InvalidOperationException">A handler was resolved outside <see cref="UseCaseRunner"/>.</exception>
    public CurrentUser Caller
    {
        get => caller ?? throw new InvalidOperationException("No caller: use cases run through UseCases.RunAsync.");
        set => caller = value;
    }
}
