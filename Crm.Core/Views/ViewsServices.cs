namespace Crm.Core.Views;

internal static class ViewsServices
{
    public static IServiceCollection AddViews(this IServiceCollection services) => services
            .AddScoped<OpenViewHandler>()
            .AddScoped<OpenListHandler>()
            .AddScoped<ShowViewsHandler>()
            .AddScoped<SaveViewHandler>()
            .AddScoped<DeleteViewHandler>();
}
