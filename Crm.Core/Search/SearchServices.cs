namespace Crm.Core.Search;

internal static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
            .AddScoped<FindRecordsHandler>()
            .AddScoped<PickRecordsHandler>()
            .AddScoped<FindChoicesHandler>();
}
