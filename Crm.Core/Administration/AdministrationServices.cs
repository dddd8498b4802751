using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Administration;

internal static class AdministrationServices
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
            .AddScoped<OrderStagesHandler>()
            .AddScoped<ChangeStagesHandler>()
            .AddScoped<MoveStageHandler>()
            .AddScoped<ShowStagesHandler>()
            .AddScoped<ShowCurrenciesHandler>()
            .AddScoped<ChangeRatesHandler>()
            .AddScoped<DefineFieldHandler>()
            .AddScoped<ShowFieldsHandler>();
}
