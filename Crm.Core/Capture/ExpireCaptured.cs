using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Takes out what was captured and is older than the organisation keeps it. What people typed themselves stays.</summary>
public sealed class ExpireCapturedHandler(CapturePolicies policies, ICaptureStore store, TimeProvider clock) : IChangesData
{
    /// <summary>Taken out in one transaction.</summary>
    public const int Batch = 1_000;

    /// <returns>How many went: less than <see cref="Batch"/> when no more is left.</returns>
    public async Task<int> HandleAsync(CancellationToken ct) => (await policies.OfOrganisationAsync(ct)).KeepDays is { } days
        ? await store.ExpireAsync(clock.GetUtcNow().AddDays(-days), Batch, really: true, ct)
        : 0;
}
