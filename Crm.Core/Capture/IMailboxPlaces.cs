namespace Crm.Core.Capture;

/// <summary>
/// Outlook serves four requests of an application to one mailbox at a time and refuses the fifth, whichever host sends it (Microsoft
/// Graph, "Throttling limits", Outlook service): each request under way holds one of the mailbox's places, over all hosts.
/// </summary>
public interface IMailboxPlaces
{
    const int Each = 4;

    /// <summary>Waits until so many places are free. Whoever waits is served before those who come later.</summary>
    /// <param name="mailbox">Under what Graph knows it.</param>
    /// <param name="places">From 1 to <see cref="Each"/>.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <returns>What gives the places back; they also come back when the host dies.</returns>
    Task<IAsyncDisposable> TakeAsync(string mailbox, int places, CancellationToken ct);
}
