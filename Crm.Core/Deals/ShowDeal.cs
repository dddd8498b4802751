using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

public sealed record ShowDeal(Guid Id)
{
    public const string Verb = "deal.show";
}

public sealed record DealDetails(DealView Deal, IReadOnlyList<Choice> Stages, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowDealHandler(ICrmDb db)
{
    private const int Shown = 5;

    public async Task<Result<DealDetails>> HandleAsync(ShowDeal show, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().Where(d => d.Id == show.Id).Select(DealView.Of).SingleOrDefaultAsync(ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        var stages = await db.Stages.Where(s => s.IsActive).OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new { s.Name, s.Id }).ToListAsync(ct);
        var timeline = await db.Activities.NotDeleted().Where(a => a.DealId == show.Id)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of).ToListAsync(ct);
        return new DealDetails(deal, [.. stages.Select(s => new Choice(s.Name, s.Id.ToString()))], timeline);
    }
}
