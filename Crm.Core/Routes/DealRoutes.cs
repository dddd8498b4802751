using Crm.Core.Deals;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Deals.</summary>
internal static class DealRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (NewDealHandler h, NewDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(DealForm.For(form))).LeadingToChange(),
        Route.Change(
            (SubmitDealHandler h, CreateDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (typed, why) => Unmade(CreateDeal.Verb, typed, why, Redirect(new NewDeal(typed, why)))),
        Route.Of(
            (DealPageHandler h, ShowDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, d, reader) => Live(DealCard.For(d, reader), new ShowDeal(r.Id))),
        Route.Change(
            (MoveDealHandler h, MoveDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (move, id, _) => move.Back is { } list ? Redirect(ListDeals.Verb, list) : Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (WinDealHandler h, WinDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (LoseDealHandler h, LoseDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (r, why) => why.For("reason") is null ? Stale(RecordKind.Deal, r.DealId, r.Version, why) : Show(DealForms.Lose(r, why))),
        Route.Change(
            (ReopenDealHandler h, ReopenDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (HoldDealHandler h, HoldDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (ResumeDealHandler h, ResumeDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Of(
            (BrowseRecordsHandler h, ListDeals r, CancellationToken ct) => h.DealsAsync(r, ct),
            (_, list, reader) => Live(DealListCard.For(list, reader)),
            (r, why) => Mend(RecordKind.Deal, r.Filter, why, r with { After = null, From = 1 }, ListDeals.Verb)),
    ];
}
