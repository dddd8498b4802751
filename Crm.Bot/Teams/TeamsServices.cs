using Crm.Bot.BotFramework;
using Crm.Core.Reminders;
using Microsoft.Extensions.Options;

namespace Crm.Bot.Teams;

public static class TeamsServices
{
    public static IServiceCollection AddTeamsDoor(this IServiceCollection services) => services
        .AddSingleton<MessageExtension>().AddSingleton<Invokes>().AddScoped<IBotTurnHandler, TeamsTurns>()
        .AddSingleton(provider => new TenantMembers(provider.GetRequiredService<IOptions<BotOptions>>().Value.ChecksTokens))
        .AddSingleton<ClientLocale>().AddSingleton<ProactiveCards>().AddSingleton<DueReminders>().AddSingleton<DealHandovers>()
        .AddSingleton<IProactiveJobs, ProactiveJobs>();
}
