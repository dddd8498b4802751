namespace Crm.Core.ItemContext;

internal static class ItemContextServices
{
    public static IServiceCollection AddItemContext(this IServiceCollection services) => services
        .AddScoped<KnownPeople>().AddScoped<RecognisePeopleHandler>().AddScoped<RecogniseSelectionHandler>();
}
