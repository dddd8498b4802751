namespace Crm.Core.Reports;

internal static class ReportsServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
            .AddScoped<ReportQuestion>()
            .AddScoped<ShowPipelineHandler>()
            .AddScoped<ShowFunnelHandler>()
            .AddScoped<ShowPerformanceHandler>()
            .AddScoped<ShowLostReasonsHandler>()
            .AddScoped<ShowDashboardHandler>();
}
