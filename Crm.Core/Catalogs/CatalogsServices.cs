using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Catalogs;

internal static class CatalogsServices
{
    public static IServiceCollection AddCatalogs(this IServiceCollection services) => services.AddScoped<FieldSource>()
            .AddSingleton(new DeclaredFields(new Dictionary<RecordKind, IReadOnlyList<RecordField>>
            {
                [RecordKind.Company] = Company.Fields.All.All,
                [RecordKind.Contact] = Contact.Fields.All.All,
                [RecordKind.Deal] = Deal.Fields.All.All,
                [RecordKind.Activity] = Activity.Fields.All.All,
            }));
}
