namespace Crm.Core.CaptureControl;

internal static class CaptureControlServices
{
    public static IServiceCollection AddCaptureControl(this IServiceCollection services) => services
            .AddScoped<ShowCaptureHandler>()
            .AddScoped<ShowMailboxesHandler>()
            .AddScoped<ShowTeamsHandler>()
            .AddScoped<EditTeamHandler>()
            .AddScoped<SaveTeamHandler>()
            .AddScoped<DeleteTeamHandler>()
            .AddScoped<EditPolicyHandler>()
            .AddScoped<PolicyEffects>()
            .AddScoped<PreviewPolicyHandler>()
            .AddScoped<SavePolicyHandler>()
            .AddScoped<AskDisconnectHandler>()
            .AddScoped<DisconnectMailboxHandler>()
            .AddScoped<ConnectMailboxHandler>()
            .AddScoped<ShowAccessRequestHandler>()
            .AddScoped<DecideAccessHandler>();
}
