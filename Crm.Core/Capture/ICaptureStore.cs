using Crm.Core.Activities;

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

    /// <summary>Puts the words of these activities where the strictest of their mailboxes' owners has them.</summary>
    /// <param name="activityIds">Captured ones.</param>
    /// <param name="areNew">They were made in this transaction: nothing was ever said of them.</param>
    /// <param name="ct">Cancels the change.</param>
    Task WithholdAsync(IReadOnlyCollection<Guid> activityIds, bool areNew, CancellationToken ct);

    /// <summary>What others see of all that these people's mailboxes brought, or how much that would change.</summary>
    /// <param name="levels">By person: an administrator says it for everybody, others for themselves.</param>
    /// <param name="except">Activities that are taken out.</param>
    /// <param name="really">False counts only.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Of how many activities others see less, and of how many more.</returns>
    Task<(int Hidden, int Shown)> ShowAsync(
        IReadOnlyDictionary<Guid, ItemVisibility> levels, IReadOnlyCollection<Guid> except, bool really, CancellationToken ct);

    /// <summary>Takes out what was captured and happened before then.</summary>
    /// <param name="before">What is older goes.</param>
    /// <param name="most">At once.</param>
    /// <param name="really">False counts all of it.</param>
    /// <param name="ct">Cancels it.</param>
    Task<int> ExpireAsync(DateTimeOffset before, int most, bool really, CancellationToken ct);

    /// <summary>Takes out what the caller's mailbox brought; what other mailboxes hold as well loses this one.</summary>
    /// <returns>How many go, and how many stay with others.</returns>
    Task<(int Removed, int Left)> LeaveAsync(bool really, CancellationToken ct);

    /// <summary>Everybody on the captured items that one of the patterns (of LIKE) is on.</summary>
    /// <param name="userId">Whom those items concern; null is everybody, an administrator's question.</param>
    /// <param name="patterns">Of addresses.</param>
    /// <param name="ct">Cancels the question.</param>
    Task<IReadOnlyList<OnCaptured>> PeopleAsync(Guid? userId, IReadOnlyCollection<string> patterns, CancellationToken ct);

    /// <summary>
    /// Until the transaction ends nobody else changes where this folder's backfill stands: the live run begins and extends it, its own run
    /// takes it on.
    /// </summary>
    Task LockBackfillAsync(Guid userId, string resource, CancellationToken ct);

    /// <summary>Until the transaction ends nobody else opens this folder or saves how far it has been read.</summary>
    /// <returns>Which run reads it; 0 when none ever did.</returns>
    Task<long> LockCursorAsync(Guid userId, string resource, CancellationToken ct);

    /// <summary>By which addresses and domains are found again without being kept (person_mark).</summary>
    Task<IReadOnlyDictionary<string, Guid>> MarksAsync(IReadOnlyCollection<string> names, CancellationToken ct);

    /// <summary>
    /// Until the transaction ends nobody else makes contacts of people with these addresses: who comes second waits, and finds the first
    /// one's.
    /// </summary>
    Task LockPeopleAsync(IReadOnlyCollection<string> addresses, CancellationToken ct);

    /// <summary>Says in the history of contacts that capture made them from a mail.</summary>
    Task MadeFromMailAsync(IReadOnlyCollection<Guid> contactIds, CancellationToken ct);

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

/// <summary>Somebody on a captured item; a colleague has a user.</summary>
public sealed record OnCaptured(Guid ActivityId, string Address, Guid? UserId);
