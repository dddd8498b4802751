namespace Crm.Bot.Tests.BotFramework;

public sealed class ServiceUrlsTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/11111111-1111-4111-8111-111111111111/", true)]
    [InlineData("https://SMBA.trafficmanager.net/teams", true)]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams", true)]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("https://directline.botframework.com/", true)]
    [InlineData("https://connector.example/base/x", true)]
    [InlineData("https://connector.example/base", true)]
    [InlineData("https://connector.example/basement", false)]
    [InlineData("https://connector.example:8443/base", false)]
    [InlineData("http://smba.trafficmanager.net/teams/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/teams/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/", false)]
    [InlineData("https://evil.example/smba.trafficmanager.net", false)]
    [InlineData("https://evil.trafficmanager.net/", false)]
    [InlineData("https://evilbotframework.com/", false)]
    [InlineData("https://botframework.com.evil.example/", false)]
    [InlineData("https://mine.blob.core.windows.net/", false)]
    [InlineData("https://smba.trafficmanager.net/teams/?x=", false)]
    [InlineData("https://smba.trafficmanager.net/teams/#x", false)]
    [InlineData("ftp://smba.trafficmanager.net/", false)]
    [InlineData("/teams", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("http://localhost:56150/_connector", false)]
    [InlineData("https://127.0.0.1/", false)]
    public async Task In_production_the_token_may_go_to(string? url, bool allowed)
    {
        await using var bot = await TestBot.StartAsync(
            new()
            {
                ["MicrosoftAppId"] = ChannelStandIn.AppId,
                ["MicrosoftAppPassword"] = "secret",
                ["MicrosoftAppTenantId"] = TestBot.Tenant,
                ["Bot:AllowedServiceUrls:0"] = "https://connector.example/base/",
            },
            environment: "Production");

        Assert.Equal(allowed, bot.Services.GetRequiredService<ServiceUrls>().IsAllowed(url));
    }
}
