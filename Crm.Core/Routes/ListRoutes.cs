using Crm.Core.Lists;
using Crm.Core.Routing;
using Crm.Core.Views;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Conditions of lists, and saved lists.</summary>
internal static class ListRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (EditFilterHandler h, EditFilter r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, reader) => Show(FilterForm.For(form, reader))),
        Route.Of(
            (BuildFilterHandler h, BuildFilter r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, built, reader) => r.Show && built.Filter is { } filter
                ? Redirect(ListMoves.VerbOf(r.Kind), new { filter })
                : Show(FilterBuilder.For(built, reader))),
        Route.Form<NameView>(ViewCards.Name).LeadingToChange(),
        Route.Change(
            (SaveViewHandler h, SaveView r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Redirect(new OpenView(view.Id)),
            (r, why) => Redirect(new NameView(r.Kind, r.Filter, r.Name, r.Scope, why))),
        Route.Of(
            (OpenViewHandler h, OpenView r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Redirect(ListMoves.VerbOf(view.Kind), new { filter = view.Filter, sort = view.Sort })),
        Route.Of(
            (OpenListHandler h, OpenList r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, begins, _) => Redirect(ListMoves.VerbOf(r.Kind), new { filter = begins.Filter, sort = begins.Sort })),
        Route.Of(
            (ShowViewsHandler h, ShowViews r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, views, _) => Live(ViewCards.All(views))),
        Route.Change(
            (DeleteViewHandler h, DeleteView r, CancellationToken ct) => h.HandleAsync(r, ct), (_, _, _) => Redirect(new ShowViews())),
    ];
}
