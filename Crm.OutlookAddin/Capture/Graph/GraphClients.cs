using System.Collections.Concurrent;
using Crm.OutlookAddin.Capture.Delegated;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// One client per tenant, and one for each call in a person's name, over an HTTP client that follows no redirect and repeats nothing by
/// itself: where to go and when to try again is decided in <see cref="GraphCalls"/>.
/// </summary>
internal sealed class GraphClients(
    IHttpClientFactory http, GraphTokens tokens, DelegatedTokens delegated, IOptions<GraphOptions> options)
{
    public const string HttpClientName = "Graph";
    private readonly ConcurrentDictionary<Guid, GraphServiceClient> clients = new();

    private readonly Lazy<HttpClient> shared = new(() => http.CreateClient(HttpClientName));

    public GraphServiceClient For(GraphCaller caller) => caller.Person is { } mailbox
        ? Client(shared.Value, delegated.For(mailbox))
        : clients.GetOrAdd(caller.Tenant, tenant => Client(http.CreateClient(HttpClientName), tokens.For(tenant)));

    /// <summary>A refused token is not used again.</summary>
    public void ForgetToken(GraphCaller caller)
    {
        if (caller.Person is { } mailbox)
        {
            delegated.Forget(mailbox);
        }
        else
        {
            tokens.Forget(caller.Tenant);
        }
    }

    private GraphServiceClient Client(HttpClient client, IAccessTokenProvider provider) =>
        new(client, new BaseBearerTokenAuthenticationProvider(provider), options.Value.BaseUrl.TrimEnd('/'));
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
