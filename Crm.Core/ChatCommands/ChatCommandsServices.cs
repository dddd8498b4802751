namespace Crm.Core.ChatCommands;

internal static class ChatCommandsServices
{
    public static IServiceCollection AddChatCommands(this IServiceCollection services) => services
            .AddScoped<LogByTextHandler>()
            .AddScoped<RemindHandler>()
            .AddScoped<DealsByName>()
            .AddScoped<HoldDealByNameHandler>()
            .AddScoped<ResumeDealByNameHandler>()
            .AddScoped<PlannedByName>()
            .AddScoped<StartTaskByNameHandler>()
            .AddScoped<CancelActivityByNameHandler>()
            .AddScoped<RestoreByNameHandler>()
            .AddScoped<ShowByNameHandler>()
            .AddScoped<RecordsByName>();
}
