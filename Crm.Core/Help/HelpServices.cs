namespace Crm.Core.Help;

internal static class HelpServices
{
    public static IServiceCollection AddHelp(this IServiceCollection services) => services.AddScoped<ShowHelpHandler>();
}
