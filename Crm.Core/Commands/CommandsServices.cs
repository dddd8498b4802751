namespace Crm.Core.Commands;

internal static class CommandsServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) => services.AddScoped(typeof(IdempotentCommand<>));
}
