namespace Crm.Core.Records;

internal static class RecordsServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.AddOptions<RecordLinkOptions>()
            .Validate(o => o.IsValid, "Links:PublicAddress is an https address without a query, such as https://crm.example.com.")
            .ValidateOnStart();
        return services.AddSingleton<RecordLinks>();
    }
}
