using Microsoft.Extensions.Options;

namespace Crm.Core.Policies;

/// <summary>
/// What counts for a mailbox: the host's settings, what the organisation said instead, and what the person said beyond that. An
/// organisation may loosen the host's settings; a person can make theirs only stricter. Lists that keep things out add up.
/// </summary>
public sealed class CapturePolicies(ICrmDb db, IOptions<CapturePolicy> settings)
{
    private IReadOnlyList<CapturePolicyLayer>? layers;

    public async Task<CapturePolicy> OfAsync(Guid userId, CancellationToken ct) =>
        Of(settings.Value, await LayersAsync(ct), userId);

    /// <summary>What counts where the organisation says nothing.</summary>
    public CapturePolicy OfHost => settings.Value;

    public async Task<CapturePolicy> OfOrganisationAsync(CancellationToken ct) => Of(settings.Value, await LayersAsync(ct), Guid.Empty);

    /// <summary>Nothing is logged that is on the list of the organisation, or of a person whom it concerns.</summary>
    public async Task<NeverLogList> NeverLogAsync(CancellationToken ct) => NeverLogList.Of(settings.Value, await LayersAsync(ct));

    /// <param name="userId">Null is the organisation.</param>
    /// <param name="ct">Cancels the question.</param>
    public async Task<CapturePolicyLayer?> LayerAsync(Guid? userId, CancellationToken ct) =>
        (await LayersAsync(ct)).FirstOrDefault(l => l.UserId == userId);

    /// <summary>The layers as they would stand if one of them said something else.</summary>
    internal async Task<IReadOnlyList<CapturePolicyLayer>> WithAsync(
        Guid? userId, PolicyWishes wishes, DateTimeOffset now, CancellationToken ct) =>
        [.. (await LayersAsync(ct)).Where(l => l.UserId != userId), CapturePolicyLayer.Of(userId, wishes, now)];

    internal async Task<IReadOnlyList<CapturePolicyLayer>> LayersAsync(CancellationToken ct) =>
        layers ??= await db.CapturePolicies.AsNoTracking().ToListAsync(ct);

    internal NeverLogList NeverLogOf(IReadOnlyList<CapturePolicyLayer> all) => NeverLogList.Of(settings.Value, all);

    internal CapturePolicy Of(IReadOnlyList<CapturePolicyLayer> all, Guid userId) => Of(settings.Value, all, userId);

    private static CapturePolicy Of(CapturePolicy host, IReadOnlyList<CapturePolicyLayer> all, Guid userId) => PolicySettings.Layered(
        host, all.FirstOrDefault(l => l.UserId is null)?.Wishes, all.FirstOrDefault(l => l.UserId == userId)?.Wishes);
}
