namespace Crm.Core.UseCases;

internal static class UseCasesServices
{
    public static IServiceCollection AddUseCases(this IServiceCollection services) => services
            .AddSingleton<UseCaseRunner>()
            .AddScoped<CallerSlot>()
            .AddScoped(provider => provider.GetRequiredService<CallerSlot>().Caller);
}
