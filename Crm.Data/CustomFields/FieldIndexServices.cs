using Crm.Core.CustomFields;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Data.CustomFields;

public static class FieldIndexServices
{
    /// <summary>
    /// Indexes of filterable custom fields, among the jobs. Only the owner of the tables may build them: without ConnectionStrings:CrmOwner
    /// they wait for "crm db indexes".
    /// </summary>
    public static IServiceCollection AddFieldIndexes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTransient<IFieldIndexJobs, FieldIndexJob>();
        return configuration.GetConnectionString("CrmOwner") is { Length: > 0 } owner
            ? services.AddSingleton(provider => new CustomFieldIndexes(owner, provider.GetRequiredService<TimeProvider>()))
            : services;
    }
}
