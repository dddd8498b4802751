namespace Crm.Core.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
            .AddScoped<ShowSettingsHandler>()
            .AddScoped<SaveSettingsHandler>()
            .AddScoped<AdoptClientLocaleHandler>();
}
