using Crm.Core.Deals;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;
using static Crm.Core.Routes.RecordLines;

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
            (ShowDealHandler h, ShowDeal r, CancellationToken ct) => h.PageAsync(r, ct),
            (r, d, reader) => Live(DealCard.For(d, reader), new ShowDeal(r.Id))),
        Route.Change(
            (MoveDealHandler h, MoveDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            (move, id, _) => move.Back is { } list ? Redirect(ListDeals.Verb, list) : Redirect(new ShowDeal(id)),
            (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        OnCard(
            RecordKind.Deal, (WinDealHandler h, WinDeal r, CancellationToken ct) => h.HandleAsync(r, ct), r => (r.DealId, r.Version)),
        OnCard(
            RecordKind.Deal, (LoseDealHandler h, LoseDeal r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.DealId, r.Version), "reason", DealForms.Lose),
        OnCard(
            RecordKind.Deal, (ReopenDealHandler h, ReopenDeal r, CancellationToken ct) => h.HandleAsync(r, ct), r => (r.DealId, r.Version)),
        OnCard(
            RecordKind.Deal, (HoldDealHandler h, HoldDeal r, CancellationToken ct) => h.HandleAsync(r, ct), r => (r.DealId, r.Version)),
        OnCard(
            RecordKind.Deal, (ResumeDealHandler h, ResumeDeal r, CancellationToken ct) => h.HandleAsync(r, ct), r => (r.DealId, r.Version)),
        List(RecordKind.Deal, (BrowseRecordsHandler h, ListDeals r, CancellationToken ct) => h.DealsAsync(r, ct), DealListCard.For),
    ];
}
