using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Views;

internal static class ViewsServices
{
    public static IServiceCollection AddViews(this IServiceCollection services) => services
            .AddScoped<OpenViewHandler>()
            .AddScoped<SavedViewsHandler>();
}
