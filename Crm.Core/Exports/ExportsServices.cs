namespace Crm.Core.Exports;

internal static class ExportsServices
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddSingleton<ExportRecords>();
}
