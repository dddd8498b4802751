using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Lists;

internal static class ListsServices
{
    public static IServiceCollection AddLists(this IServiceCollection services) => services
            .AddScoped<BrowseRecordsHandler>()
            .AddScoped<EditFilterHandler>()
            .AddScoped<BuildFilterHandler>();
}
