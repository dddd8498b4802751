namespace Crm.Core.Reminders;

/// <summary>A deal that somebody else made this person's.</summary>
/// <param name="By">Who gave it; null for what no person did: an import, a script.</param>
public sealed record Handover(CurrentUser Person, string? By, Guid DealId, DateTimeOffset GivenAt);

/// <summary>
/// Deals that changed hands, each once for its new owner, over all hosts; only for people whom the bot can reach, and within a day. What
/// was given back before anybody was told is told to nobody.
/// </summary>
public interface IHandoverStore
{
    /// <summary>Claims what is to be told now. A claim that is not followed by <see cref="SentAsync"/> ends after some minutes.</summary>
    Task<IReadOnlyList<Handover>> TakeAsync(CancellationToken ct);

    Task SentAsync(Handover handover, CancellationToken ct);
}
