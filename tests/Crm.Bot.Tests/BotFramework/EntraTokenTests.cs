namespace Crm.Bot.Tests.BotFramework;

/// <summary>The bot's own tokens through MSAL, with Entra ID and the managed identity endpoint played by an HTTP handler.</summary>
public sealed class EntraTokenTests : IDisposable
{
    private readonly EntraHandler entra = new();

    public void Dispose() => entra.Dispose();

    [Theory]
    [InlineData("SingleTenant", "https://login.microsoftonline.com/" + TestBot.Tenant + "/oauth2/v2.0/token")]
    [InlineData("MultiTenant", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")]
    public async Task A_secret_buys_a_token_at_the_registration_s_tenant_once_until_it_is_refused(string type, string address)
    {
        var tokens = new SecretTokens(Options(type), entra);

        Assert.Equal("t1", await tokens.GetAsync(fresh: false, default));
        Assert.Equal("t1", await tokens.GetAsync(fresh: false, default));
        Assert.Equal("t2", await tokens.GetAsync(fresh: true, default));

        Assert.Equal([address, address], entra.TokenRequests.Select(request => request.Url));
        Assert.Contains("scope=https%3A%2F%2Fapi.botframework.com%2F.default", entra.TokenRequests[0].Body, StringComparison.Ordinal);
        Assert.Contains("client_id=" + ChannelStandIn.AppId, entra.TokenRequests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_identity_is_asked_for_by_the_app_id_and_needs_no_secret()
    {
        var tokens = new ManagedIdentityTokens(Options("UserAssignedMSI"), entra);

        var first = await tokens.GetAsync(fresh: false, default);
        Assert.Equal(first, await tokens.GetAsync(fresh: false, default));
        Assert.NotEqual(first, await tokens.GetAsync(fresh: true, default));

        var url = entra.TokenRequests[0].Url;
        Assert.Contains("resource=https://api.botframework.com", url, StringComparison.Ordinal);
        Assert.Contains("client_id=" + ChannelStandIn.AppId, url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_secret_is_a_ConnectorException_with_Entra_s_code()
    {
        entra.Refuses = true;

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => new SecretTokens(Options("SingleTenant"), entra).GetAsync(fresh: false, default));

        Assert.Equal("invalid_client", failure.Code);
    }

    private static BotOptions Options(string type) => new()
    {
        AppType = type,
        AppId = ChannelStandIn.AppId,
        AppPassword = "secret",
        AppTenantId = TestBot.Tenant,
    };

    private sealed class EntraHandler : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Url, string Body)> TokenRequests { get; } = [];

        public bool Refuses { get; set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!.ToString();
            if (url.Contains("/discovery/instance", StringComparison.Ordinal))
            {
                return Json(HttpStatusCode.OK, """
                    {"tenant_discovery_endpoint":"https://login.microsoftonline.com/common/.well-known/openid-configuration","metadata":[
                    {"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net",
                     "aliases":["login.microsoftonline.com"]}]}
                    """);
            }

            TokenRequests.Add(
                (request.RequestUri.AbsoluteUri, request.Content is null
                    ? ""
                    : await request.Content.ReadAsStringAsync(cancellationToken)));
            var end = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
            return Refuses
                ? Json(HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"AADSTS7000215"}""")
                : Json(HttpStatusCode.OK, $$"""
                    {"token_type":"Bearer","expires_in":"3600","expires_on":"{{end}}","access_token":"t{{TokenRequests.Count}}"}
                    """);
        }

        private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
            new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
