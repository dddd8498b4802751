using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

/// <summary>Nobody works on an open deal for now: it keeps its stage, and no forecast counts it until <see cref="ResumeDeal"/>.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record HoldDeal(Guid DealId, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.hold";
}

/// <summary>A deal on hold goes on where it stood.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record ResumeDeal(Guid DealId, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.resume";
}

public sealed class HoldDealHandler(ICrmDb db, CurrentUser user)
{
    public Task<Result<Guid>> HoldAsync(HoldDeal hold, CancellationToken ct) =>
        ChangeAsync(hold.DealId, hold.Version, deal => deal.PutOnHold(), ct);

    public Task<Result<Guid>> ResumeAsync(ResumeDeal resume, CancellationToken ct) =>
        ChangeAsync(resume.DealId, resume.Version, deal => deal.Resume(), ct);

    private async Task<Result<Guid>> ChangeAsync(Guid id, int? version, Func<Deal, Refusal?> change, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        if ((deal.RefusedTo(user, version) ?? change(deal)) is { } no)
        {
            return no;
        }

        return await db.SaveAsync(ct) is { } refused ? refused : deal.Id;
    }
}
