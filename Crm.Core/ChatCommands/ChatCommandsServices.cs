using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.ChatCommands;

internal static class ChatCommandsServices
{
    public static IServiceCollection AddChatCommands(this IServiceCollection services) => services
            .AddScoped<LogByTextHandler>()
            .AddScoped<RemindHandler>()
            .AddScoped<HoldDealByNameHandler>()
            .AddScoped<ChangeActivityByNameHandler>()
            .AddScoped<RestoreByNameHandler>()
            .AddScoped<ShowByNameHandler>()
            .AddScoped<RecordsByName>();
}
