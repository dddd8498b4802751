using Crm.Core.Policies;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

public static class TeamsServices
{
    public static IServiceCollection AddTeamsDoor(this IServiceCollection services) => services.AddCapturePolicy()
        .AddSingleton<MessageExtension>().AddSingleton<Invokes>().AddScoped<IBotTurnHandler, TeamsTurns>()
        .AddSingleton(provider => new TenantMembers(provider.GetRequiredService<IOptions<BotOptions>>().Value.ChecksTokens))
        .AddSingleton<ClientLocale>().AddSingleton<ProactiveCards>().AddSingleton<DueReminders>().AddSingleton<DealHandovers>()
        .AddSingleton<OpenQuestions>().AddSingleton<AccessRequests>()
        .AddSingleton<IProactiveJobs, ProactiveJobs>();

    /// <summary>What is captured is shown and decided here as well: both hosts read the section.</summary>
    private static IServiceCollection AddCapturePolicy(this IServiceCollection services)
    {
        services.AddOptions<CapturePolicy>().BindConfiguration(CapturePolicy.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
