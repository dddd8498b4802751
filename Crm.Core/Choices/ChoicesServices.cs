namespace Crm.Core.Choices;

internal static class ChoicesServices
{
    public static IServiceCollection AddChoices(this IServiceCollection services) => services.AddSingleton<TenantChoicesCache>();
}
