using Crm.Bot.BotFramework;

namespace Crm.Bot.Teams;

public static class TeamsServices
{
    public static IServiceCollection AddTeamsDoor(this IServiceCollection services) => services
        .AddSingleton<MessageExtension>().AddSingleton<Invokes>().AddScoped<IBotTurnHandler, TeamsTurns>()
        .AddSingleton<ClientHome>().AddSingleton<ProactiveCards>().AddSingleton<ReminderPoll>().AddHostedService(provider => provider.GetRequiredService<ReminderPoll>());
}
