namespace Crm.Core.Capture;

/// <summary>What capture asks of the database beyond reading and writing rows.</summary>
public interface ICaptureStore
{
    /// <summary>
    /// Until the transaction ends nobody else changes these activities or their copies: what follows from several copies is decided by one
    /// mailbox at a time.
    /// </summary>
    Task LockAsync(IReadOnlyCollection<Guid> activityIds, CancellationToken ct);

    /// <summary>Takes the words of meetings that turned private out of their history, those of this transaction included.</summary>
    Task ForgetWordsAsync(IReadOnlyCollection<Guid> activityIds, CancellationToken ct);

    /// <summary>
    /// Until the transaction ends nobody else changes where this folder's backfill stands: the live run begins and extends it, its own run
    /// takes it on.
    /// </summary>
    Task LockBackfillAsync(Guid userId, string resource, CancellationToken ct);
}
