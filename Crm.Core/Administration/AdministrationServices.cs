namespace Crm.Core.Administration;

internal static class AdministrationServices
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
            .AddScoped<OrderStagesHandler>()
            .AddScoped<SaveStageHandler>()
            .AddScoped<DeleteStageHandler>()
            .AddScoped<MoveStageHandler>()
            .AddScoped<ShowStagesHandler>()
            .AddScoped<EditStageHandler>()
            .AddScoped<ShowCurrenciesHandler>()
            .AddScoped<EditRateHandler>()
            .AddScoped<ChooseReportingCurrencyHandler>()
            .AddScoped<SaveRateHandler>()
            .AddScoped<RemoveRateHandler>()
            .AddScoped<ReportInCurrencyHandler>()
            .AddScoped<DefineFieldHandler>()
            .AddScoped<RemoveFieldHandler>()
            .AddScoped<ShowFieldsHandler>()
            .AddScoped<EditFieldHandler>()
            .AddScoped<SaveFieldHandler>();
}
