namespace Crm.Core.History;

internal static class HistoryServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services
            .AddScoped<ShowHistoryHandler>()
            .AddScoped<HistoryFormatter>()
            .AddScoped<PageExtrasReader>();
}
