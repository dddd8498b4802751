using Crm.OutlookAddin.Capture;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>
/// How the application that reads Graph gets its tokens from Entra ID, by Microsoft.Identity.Web; a stand-in answers instead of Entra.
/// </summary>
public sealed class GraphTokenTests : IDisposable
{
    private static readonly Guid Contoso = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Fabrikam = Guid.Parse("99999999-9999-4999-8999-999999999999");

    private readonly Entra entra = new();
    private ServiceProvider? services;

    public void Dispose()
    {
        services?.Dispose();
        entra.Dispose();
    }

    [Theory]
    [InlineData("AzureAd:ClientSecret")]
    [InlineData("AzureAd:ClientCredentials:0:ClientSecret", "AzureAd:ClientCredentials:0:SourceType=ClientSecret")]
    public async Task A_secret_is_sent_to_the_tenants_own_authority(string key, params string[] more)
    {
        var tokens = Tokens([$"{key}=our-secret", .. more]);

        Assert.Equal("token-1", await TokenAsync(tokens, Contoso));
        Assert.Equal("token-1", await TokenAsync(tokens, Contoso)); // kept
        Assert.Equal("token-2", await TokenAsync(tokens, Fabrikam));

        Assert.Equal([Contoso, Fabrikam], entra.Asked.Select(a => a.Tenant));
        Assert.All(entra.Asked, asked => Assert.Contains("client_secret=our-secret", asked.Form));
        Assert.All(entra.Asked, asked => Assert.Contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default", asked.Form));
    }

    [Fact]
    public async Task A_token_that_Graph_refused_is_not_used_again()
    {
        var tokens = Tokens(["AzureAd:ClientSecret=our-secret"]);
        await TokenAsync(tokens, Contoso);

        tokens.Forget(Contoso);

        Assert.Equal("token-2", await TokenAsync(tokens, Contoso));
        Assert.Equal("token-2", await TokenAsync(tokens, Contoso));
    }

    [Theory]
    [InlineData("https://evil.example/v1.0/users")]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/users")]
    public async Task Another_host_than_Graph_gets_no_token(string address)
    {
        var tokens = Tokens(["AzureAd:ClientSecret=our-secret"]);

        Assert.Equal("", await tokens.For(Contoso).GetAuthorizationTokenAsync(new Uri(address)));
        Assert.Empty(entra.Asked);
    }

    private GraphTokens Tokens(IEnumerable<string> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append("AzureAd:ClientId=55555555-5555-4555-8555-555555555555")
                .Select(s => new KeyValuePair<string, string?>(s.Split('=')[0], s.Split('=')[1]))).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton(TimeProvider.System);
        collection.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => entra));
        collection.AddOptions<GraphApplication>().BindConfiguration(GraphApplication.Section);
        collection.AddTokenAcquisition(isTokenAcquisitionSingleton: true).AddInMemoryTokenCaches();
        services = collection.AddSingleton<GraphTokens>().BuildServiceProvider();
        return services.GetRequiredService<GraphTokens>();
    }

    private static Task<string> TokenAsync(GraphTokens tokens, Guid tenant) =>
        tokens.For(tenant).GetAuthorizationTokenAsync(new Uri("https://graph.microsoft.com/v1.0/users"));

    /// <summary>Entra's token endpoint and its list of clouds, as far as MSAL asks for them.</summary>
    private sealed class Entra : HttpMessageHandler
    {
        public ConcurrentQueue<(Guid Tenant, string Form)> Asked { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                var clouds = JsonContent.Create(
                    new { tenant_discovery_endpoint = "https://login.microsoftonline.com", metadata = Array.Empty<object>() });
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = clouds };
            }

            var form = await request.Content!.ReadAsStringAsync(cancellationToken);
            Asked.Enqueue((Guid.Parse(request.RequestUri!.Segments[1].TrimEnd('/')), form));
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new { token_type = "Bearer", expires_in = 3600, access_token = $"token-{Asked.Count}" }),
            };
        }
    }
}
