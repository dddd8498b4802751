namespace Crm.Bot.Tests.BotFramework;

public sealed class StartTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = ChannelStandIn.AppId,
        ["MicrosoftAppPassword"] = "secret",
        ["MicrosoftAppTenantId"] = TestBot.Tenant,
    };

    [Theory]
    [InlineData("SingleTenant", "secret", TestBot.Tenant)]
    [InlineData("MultiTenant", "secret", "")]
    [InlineData("UserAssignedMSI", "", TestBot.Tenant)]
    [InlineData("", "secret", TestBot.Tenant)]
    public async Task A_complete_registration_starts_in_production(string type, string password, string tenant)
    {
        await using var bot = await TestBot.StartAsync(
            new(Complete) { ["MicrosoftAppType"] = type, ["MicrosoftAppPassword"] = password, ["MicrosoftAppTenantId"] = tenant },
            environment: "Production");
    }

    [Theory]
    [InlineData("MicrosoftAppId", "")]
    [InlineData("MicrosoftAppId", "not-a-guid")]
    [InlineData("MicrosoftAppType", "Tripletenant")]
    [InlineData("MicrosoftAppType", "1")]
    [InlineData("MicrosoftAppPassword", " ")]
    [InlineData("MicrosoftAppTenantId", "")]
    [InlineData("Bot:OpenIdMetadata", "http://127.0.0.1:1/metadata")]
    [InlineData("AzureAd:Instance", "http://127.0.0.1:1/")]
    [InlineData("Bot:AllowedServiceUrls:0", "http://connector.example/")]
    [InlineData("Bot:AllowedServiceUrls:0", "connector.example")]
    public async Task Outside_Development_a_faulty_registration_refuses_to_start_and_names_the_key(string key, string value)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestBot.StartAsync(new(Complete) { [key] = value }, environment: "Production"));

        Assert.Contains(key.Split(":0")[0], refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Staging")]
    [InlineData("Production")]
    [InlineData("")]
    public async Task Without_an_app_id_only_Development_starts(string environment)
    {
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestBot.StartAsync(new() { ["Bot:WithoutAppId"] = "true" }, environment: environment));
        await using var bot = await TestBot.StartLocalAsync();
    }

    [Fact]
    public async Task Development_alone_does_not_switch_token_checks_off()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => TestBot.StartAsync([]));

        Assert.Contains("./crm up", refusal.Message, StringComparison.Ordinal);
    }
}
