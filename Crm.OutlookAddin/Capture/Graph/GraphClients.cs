using System.Collections.Concurrent;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// One client per tenant, over an HTTP client that follows no redirect and repeats nothing by itself: where to go and when to try
/// again is decided in <see cref="GraphCalls"/>.
/// </summary>
internal sealed class GraphClients(IHttpClientFactory http, GraphTokens tokens, IOptions<GraphOptions> options)
{
    public const string HttpClientName = "Graph";
    private readonly ConcurrentDictionary<Guid, GraphServiceClient> clients = new();

    public GraphServiceClient For(Guid entraTenantId) => clients.GetOrAdd(entraTenantId, tenant => new GraphServiceClient(
        http.CreateClient(HttpClientName), new BaseBearerTokenAuthenticationProvider(tokens.For(tenant)),
        options.Value.BaseUrl.TrimEnd('/')));
}

/// <summary>An id of our own on every request: it is what Microsoft's support asks for.</summary>
internal sealed class ClientRequestId(TimeProvider clock) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("client-request-id", Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
