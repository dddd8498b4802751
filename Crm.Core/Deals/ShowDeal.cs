using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Lists;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowDeal(Guid Id, int? Since = null)
{
    public const string Verb = "deal.show";
}

public sealed record DealDetails(DealView Deal, IReadOnlyList<Choice> Stages, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowDealHandler(ICrmDb db, CurrentUser reader, TenantChoicesCache choices)
{
    private const int Shown = 5;

    private static readonly Func<DbContext, Guid, CancellationToken, Task<DealView?>> Deal = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Id == id).Select(DealView.Of).SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.DealId == id).OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<DealDetails>> HandleAsync(ShowDeal show, CancellationToken ct)
    {
        var deal = await Deal(db.Context, show.Id, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        var stages = (await choices.GetAsync(db, reader, ct)).ActiveStages.Select(s => new Choice(s.Name, s.Id.ToString()));
        return new DealDetails(deal, [.. stages], await Timeline(db.Context, show.Id).ToListAsync(ct));
    }
}
