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

    /// <summary>By which addresses and domains are found again without being kept (person_mark).</summary>
    Task<IReadOnlyDictionary<string, Guid>> MarksAsync(IReadOnlyCollection<string> names, CancellationToken ct);

    /// <returns>Those of the addresses whose people asked to be forgotten.</returns>
    Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> addresses, CancellationToken ct);

    /// <summary>Takes captured activities out as if they had never been read; the ledger keeps the reason.</summary>
    /// <returns>How many; those of mailboxes that are not the caller's to decide about stay.</returns>
    Task<int> KeepOutAsync(IReadOnlyCollection<Guid> activityIds, string reason, CancellationToken ct);

    /// <summary>What was kept out for one of the reasons is looked at again.</summary>
    /// <param name="userId">Whose mailbox; null is every one.</param>
    /// <param name="reasons">Codes of <see cref="CaptureReason"/>.</param>
    /// <param name="ct">Cancels the change.</param>
    /// <returns>How many items.</returns>
    Task<int> ReadAgainAsync(Guid? userId, IReadOnlyCollection<string> reasons, CancellationToken ct);
}
