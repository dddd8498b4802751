using Crm.Bot.BotFramework;
using Microsoft.Extensions.Options;

namespace Crm.Bot.Teams;

public static class TeamsServices
{
    public static IServiceCollection AddTeamsDoor(this IServiceCollection services) => services
        .AddSingleton<MessageExtension>().AddSingleton<Invokes>().AddScoped<IBotTurnHandler, TeamsTurns>()
        .AddSingleton(provider => new TenantMembers(provider.GetRequiredService<IOptions<BotOptions>>().Value.ChecksTokens))
        .AddSingleton<ClientHome>().AddSingleton<ProactiveCards>().AddSingleton<ReminderPoll>().AddHostedService(provider => provider.GetRequiredService<ReminderPoll>())
        .AddSingleton<HandoverPoll>().AddHostedService(provider => provider.GetRequiredService<HandoverPoll>());
}
