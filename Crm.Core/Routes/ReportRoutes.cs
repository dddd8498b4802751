using Crm.Core.Reports;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Reports.</summary>
internal static class ReportRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (ShowDashboardHandler h, ShowDashboard r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, report, reader) => Live(DashboardCard.For(report, reader))),
        Route.Of(
            (ShowPipelineHandler h, ShowPipeline r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, report, reader) => Live(PipelineCard.For(report, reader))),
        Route.Of(
            (ShowFunnelHandler h, ShowFunnel r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, report, reader) => Live(FunnelCard.For(report, reader))),
        Route.Of(
            (ShowPerformanceHandler h, ShowPerformance r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, report, reader) => Live(PerformanceCard.For(report, reader))),
        Route.Of(
            (ShowLostReasonsHandler h, ShowLostReasons r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, report, reader) => Live(LostReasonsCard.For(report, reader))),
    ];
}
