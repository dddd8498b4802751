using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Choices;

namespace Crm.Core.Deals;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowDeal(Guid Id, int? Since = null) : ICardRequest
{
    public static string Verb => "deal.show";
}

/// <param name="Stages">Where the deal may be moved to; a closed one, where it may go on.</param>
/// <param name="Former">Of a closed deal: the stage that it goes back to; null when it came in closed, and nobody knows.</param>
public sealed record DealDetails(DealView Deal, IReadOnlyList<Choice> Stages, IReadOnlyList<ActivityView> Timeline, Guid? Former = null);

public sealed class ShowDealHandler(ICrmDb db, CurrentUser reader, TenantChoicesCache choices)
{
    private const int Shown = 5;

    private static readonly Expression<Func<Deal, WithPageFields<DealView, DealPageFields>>> Both =
        WithPageFields<DealView, DealPageFields>.Of(DealView.Of, DealPageFields.Of);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<DealView?>> Deal = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Id == id).Select(DealView.Of)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, CancellationToken, Task<WithPageFields<DealView, DealPageFields>?>> WholeDeal =
        EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Id == id).Select(Both)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.DealId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<DealDetails>> HandleAsync(ShowDeal show, CancellationToken ct) =>
        await Deal(db.Context, show.Id, ct) is { } deal ? await DetailsAsync(deal, ct) : Refusal.NotFound("deal");

    /// <summary>The same with what only its card shows, for <see cref="DealPageHandler"/>.</summary>
    public async Task<Result<WithPageFields<DealDetails, DealPageFields>>> WholeAsync(Guid id, CancellationToken ct) =>
        await WholeDeal(db.Context, id, ct) is var (deal, more)
        ? new WithPageFields<DealDetails, DealPageFields>(await DetailsAsync(deal, ct), more)
        : Refusal.NotFound("deal");

    private async Task<DealDetails> DetailsAsync(DealView deal, CancellationToken ct)
    {
        var (isClosed, all) = (deal.Status is DealStatus.Won or DealStatus.Lost, await choices.GetAsync(db, reader, ct));
        var stages = (isClosed ? all.OpenStages : all.MovableStages).Select(s => new Choice(s.Name, s.Id.ToString()));
        return new DealDetails(deal, [.. stages],
            await WithheldWords.ReadAsync(db, await Timeline(db.Context, deal.Id).ToListAsync(ct), ct),
            isClosed ? await FormerStage.OfAsync(db, deal.Id, ct) : null);
    }
}
