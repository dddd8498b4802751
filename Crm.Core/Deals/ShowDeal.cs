using System.Linq.Expressions;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Lists;
using Crm.Core.Records;
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

    private static readonly Expression<Func<Deal, WithMore<DealView, DealMore>>> Whole = WithMore<DealView, DealMore>.Of(DealView.Of, DealMore.Of);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<WithMore<DealView, DealMore>?>> Deal = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Id == id).Select(Whole).SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.DealId == id).OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<DealDetails>> HandleAsync(ShowDeal show, CancellationToken ct) =>
        await ReadAsync(show.Id, ct) is { Refusal: null } read ? read.Value.View : Refusal.NotFound("deal");

    public async Task<Result<WithMore<DealDetails, DealMore>>> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await Deal(db.Context, id, ct) is not var (deal, more))
        {
            return Refusal.NotFound("deal");
        }

        var stages = (await choices.GetAsync(db, reader, ct)).ActiveStages.Select(s => new Choice(s.Name, s.Id.ToString()));
        return new WithMore<DealDetails, DealMore>(new DealDetails(deal, [.. stages], await Timeline(db.Context, id).ToListAsync(ct)), more);
    }
}
