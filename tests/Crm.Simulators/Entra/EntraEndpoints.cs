namespace Crm.Simulators.Entra;

public static class EntraEndpoints
{
    public static IServiceCollection AddEntra(this IServiceCollection services) => services
        .AddSingleton<SigningKeys>()
        .AddSingleton<TokenMint>()
        .AddSingleton<ClientRegistrations>()
        .AddSingleton<Grants>()
        .AddSingleton<Consents>()
        .AddSingleton<OnBehalfOf>();

    public static void MapEntra(this WebApplication app)
    {
        var entra = app.MapGroup("/entra");
        entra.MapGet("/common/discovery/instance", Discovery.Instance);
        entra.MapGet("/{tid}/discovery/instance", Discovery.Instance);
        entra.MapGet("/{tid}/v2.0/.well-known/openid-configuration", Discovery.OpenIdConfiguration);
        entra.MapGet("/{tid}/.well-known/openid-configuration", Discovery.OpenIdConfiguration);
        entra.MapGet("/{tid}/discovery/v2.0/keys", Discovery.Keys);
        entra.MapPost("/{tid}/oauth2/v2.0/token", TokenEndpoint.Post);
        entra.MapGet("/{tid}/oauth2/v2.0/authorize", AuthorizeEndpoint.Get);
        entra.MapPost("/mint", MintEndpoint.Post);

        entra.MapGet("/botframework/v1/.well-known/openidconfiguration", BotFrameworkMetadata.Configuration);
        entra.MapGet("/botframework/v1/.well-known/openid-configuration", BotFrameworkMetadata.Configuration);
        entra.MapGet("/botframework/v1/.well-known/keys", BotFrameworkMetadata.Keys);
        app.MapPost("/control/consent", ConsentControl.Order);
        app.MapGet("/control/tokens", (Grants grants) => grants.Asked);
        app.MapPost("/control/keys/rotate", BotFrameworkMetadata.Rotate);
        app.MapPost("/control/metadata", BotFrameworkMetadata.Switch);
    }
}
