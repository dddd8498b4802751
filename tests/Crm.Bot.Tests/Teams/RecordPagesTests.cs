using Crm.Data;
using Microsoft.Extensions.Configuration;

namespace Crm.Bot.Tests.Teams;

/// <summary>The pages behind our links: the same for everybody, and they say nothing.</summary>
public sealed class RecordPagesTests : BotWorld
{
    [Fact]
    public async Task A_records_page_leads_to_Teams_and_does_not_say_whether_the_record_is_there()
    {
        var deal = await World.DealAsync(Me, "Secret deal", "1000", "Proposal");
        await using var host = Linked();
        using var client = host.CreateClient();

        var (there, nowhere) = (await client.GetStringAsync($"/deal/{deal}"), await client.GetStringAsync($"/deal/{Guid.Empty}"));

        Assert.Equal(there.Replace(deal.ToString(), Guid.Empty.ToString(), StringComparison.Ordinal), nowhere);
        Assert.DoesNotContain("Secret", there);
        Assert.Contains($"<code>https://crm.example.com/deal/{deal}</code>", there);
        Assert.Contains("https://teams.microsoft.com/l/entity/22222222-2222-4222-8222-222222222222/conversations", there);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/privacy", HttpStatusCode.OK)]
    [InlineData("/terms", HttpStatusCode.OK)]
    [InlineData("/contact/01957000-0000-7000-8000-000000000030", HttpStatusCode.OK)]
    [InlineData("/Company/01957000-0000-7000-8000-000000000030", HttpStatusCode.OK)]
    [InlineData("/activity/01957000-0000-7000-8000-000000000030", HttpStatusCode.OK)]
    [InlineData("/deal/<script>", HttpStatusCode.NotFound)]
    [InlineData("/user/01957000-0000-7000-8000-000000000030", HttpStatusCode.NotFound)]
    public async Task The_manifests_addresses_and_every_kind_of_record_have_a_page_that_runs_nothing(string path, HttpStatusCode status)
    {
        await using var host = Linked();
        using var client = host.CreateClient();

        using var page = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, page.StatusCode);
        if (status is HttpStatusCode.OK)
        {
            Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotContain("<script", await page.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_card_shows_its_records_link_and_the_link_typed_in_chat_opens_the_record_for_whom_it_may()
    {
        var deal = await World.DealAsync(Me, "Twelve vans", "1000", "Proposal");
        var bob = Guid.CreateVersion7();
        await World.UserAsync("Bob Ott", oid: bob);
        await using var host = Host().WithWebHostBuilder(web => web.UseSetting("Links:PublicAddress", "https://crm.example.com"));
        await using var bot = await BotDriver.StartAsync(host.CreateClient());

        var card = await bot.SayAsync("show Twelve vans", World.Contoso, Oid);
        Assert.Contains($"https://crm.example.com/deal/{deal}", Text(card));

        Assert.Contains("Twelve vans", Text(await bot.SayAsync($"https://crm.example.com/deal/{deal}", World.Contoso, Oid)));
        Assert.Contains("Twelve vans", Text(await bot.SayAsync($"open https://crm.example.com/deal/{deal}?x=1", World.Contoso, Oid)));
        Assert.Contains("is not yours to see", Text(await bot.SayAsync($"https://crm.example.com/deal/{deal}", World.Contoso, bob)));
    }

    [Theory]
    [InlineData("crm.example.com")]
    [InlineData("ftp://crm.example.com")]
    [InlineData("https://crm.example.com/?a=b")]
    public void A_public_address_that_is_none_is_refused_by_its_name(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Links:PublicAddress", address)]).Build();
        using var services = new ServiceCollection().AddCrmCore().AddCrmData(configuration, isDevelopment: true).BuildServiceProvider();

        Assert.Contains(
            "Links:PublicAddress", Assert.Throws<OptionsValidationException>(
                () => services.GetRequiredService<IOptions<RecordLinkOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task In_production_browsers_are_told_to_come_by_https_only(string environment, bool told)
    {
        await using var linked = Linked();
        await using var host = linked.WithWebHostBuilder(web => web.UseEnvironment(environment));
        using var http = host.CreateClient();

        foreach (var page in new[] { "/", "/privacy", $"/deal/{Guid.CreateVersion7()}" })
        {
            using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    private WebApplicationFactory<TeamsTurns> Linked() => Host().WithWebHostBuilder(web => web
        .UseSetting("Links:PublicAddress", "https://crm.example.com").UseSetting("MicrosoftAppId", App)
        .UseSetting("MicrosoftAppTenantId", World.Contoso.ToString())
        .UseSetting("MicrosoftAppPassword", "secret"));

    private const string App = "22222222-2222-4222-8222-222222222222";
}
