namespace Crm.Core.Filtering;

internal static class FilteringServices
{
    public static IServiceCollection AddFiltering(this IServiceCollection services) => services.AddScoped<ListRecords>();
}
