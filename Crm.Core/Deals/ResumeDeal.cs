namespace Crm.Core.Deals;

/// <summary>A deal on hold goes on where it stood.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record ResumeDeal(Guid DealId, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.resume";
}

public sealed class ResumeDealHandler(DealWriter write) : IChangesData
{
    public Task<Result<Guid>> HandleAsync(ResumeDeal resume, CancellationToken ct) =>
        write.ChangeAsync(resume.DealId, resume.Version, deal => deal.Resume(), ct);
}
