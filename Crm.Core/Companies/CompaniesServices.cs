namespace Crm.Core.Companies;

internal static class CompaniesServices
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) => services
            .AddScoped<NewCompanyHandler>()
            .AddScoped<CompanyDomains>()
            .AddScoped<CreateCompanyHandler>()
            .AddScoped<CompanyDuplicates>()
            .AddScoped<SubmitCompanyHandler>()
            .AddScoped<ShowCompanyDuplicatesHandler>()
            .AddScoped<TypedCompany>()
            .AddScoped<ChooseTypedCompanyHandler>()
            .AddScoped<MergeCompaniesHandler>()
            .AddScoped<UndoCompanyMergeHandler>()
            .AddScoped<ChooseCompanyMergeHandler>()
            .AddScoped<ShowCompanyHandler>()
            .AddScoped<ListCompaniesHandler>()
            .AddScoped<ChangeCompanyHandler>();
}
