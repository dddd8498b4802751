namespace Crm.Core.Deals;

/// <summary>A press that says of a deal no more than which one it is.</summary>
public interface IDealPress
{
    Guid DealId { get; }

    /// <summary>The version that the person saw.</summary>
    int? Version { get; }
}

/// <param name="write">Changes the deal, by whoever may.</param>
/// <param name="change">Says why it is refused; null when it is done.</param>
public abstract class DealPressHandler<TPress>(DealWriter write, Func<Deal, Refusal?> change) : IChangesData
    where TPress : IDealPress
{
    public Task<Result<Guid>> HandleAsync(TPress press, CancellationToken ct) => write.ChangeAsync(press.DealId, press.Version, change, ct);
}
