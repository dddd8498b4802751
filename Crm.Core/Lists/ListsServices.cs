namespace Crm.Core.Lists;

internal static class ListsServices
{
    public static IServiceCollection AddLists(this IServiceCollection services) => services
            .AddScoped<BrowseRecordsHandler>()
            .AddScoped<FilterCounts>()
            .AddScoped<EditFilterHandler>()
            .AddScoped<BuildFilterHandler>();
}
