namespace Crm.Core.Reminders;

/// <summary>Somebody asked to read words of an item that this person's mailbox holds.</summary>
public sealed record AccessRequest(CurrentUser Person, Guid RequestId);

/// <summary>
/// Requests for withheld words, each once for those who decide about it, over all hosts; only for people whom the bot can reach, and
/// within a day.
/// </summary>
public interface IAccessRequestStore
{
    /// <summary>Claims what is to be told now. A claim that is not followed by <see cref="SentAsync"/> ends after some minutes.</summary>
    Task<IReadOnlyList<AccessRequest>> TakeAsync(CancellationToken ct);

    Task SentAsync(AccessRequest request, CancellationToken ct);
}
