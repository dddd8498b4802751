namespace Crm.Core.Capture;

/// <summary>
/// The jobs of capture, by the names under which they wait in the job store. Every host can ask for them and knows how to read them; the
/// host that has the Graph door runs them. They carry ids, and may run twice.
/// </summary>
public interface ICaptureJobs
{
    const string Queue = "capture";

    /// <summary>Has workers of its own: however much older mail there is to read, new mail does not wait for it.</summary>
    const string BackfillQueue = "capture-backfill";

    /// <summary>Asks for a run of every folder of every mailbox.</summary>
    Task SweepAsync(CancellationToken ct);

    /// <summary>Keeps the subscriptions of one mailbox alive.</summary>
    Task SubscribeAsync(Guid tenantId, Guid userId, CancellationToken ct);

    /// <summary>Looks for mailboxes with items that are to be looked at again.</summary>
    Task FindReadAgainAsync(CancellationToken ct);

    /// <summary>Looks again at what was kept out of one mailbox and may belong in now.</summary>
    Task ReadAgainAsync(Guid tenantId, Guid userId, CancellationToken ct);

    /// <summary>Takes out what was captured and is older than its organisation keeps it.</summary>
    Task ExpireAsync(CancellationToken ct);

    /// <summary>Reads one folder or calendar of one mailbox to its end.</summary>
    Task SyncAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct);

    /// <summary>Reads on in the older mail of one folder, a part at a time.</summary>
    Task BackfillAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct);

    /// <summary>Compares one folder or calendar with the ledger.</summary>
    Task ProveAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct);
}
