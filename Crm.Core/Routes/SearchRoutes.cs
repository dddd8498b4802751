using Crm.Core.Routing;
using Crm.Core.Search;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Search.</summary>
internal static class SearchRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (FindRecordsHandler h, FindRecords r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, found, _) => Show(FoundCard.For(found))),
    ];
}
