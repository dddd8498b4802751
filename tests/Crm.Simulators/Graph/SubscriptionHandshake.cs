using System.Net.Mime;

namespace Crm.Simulators.Graph;

/// <summary>Before it sends anything to an address, Graph asks there for a word back: status 200, text/plain, within ten seconds.</summary>
public sealed class SubscriptionHandshake(IHttpClientFactory clients, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Null when the address passed, otherwise the refusal.</returns>
    public async Task<GraphError?> TryAsync(IEnumerable<string?> urls, CancellationToken ct)
    {
        foreach (var url in urls.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme == "https" || address.IsLoopback))
            {
                return new GraphError(400, "InvalidRequest", "The notification URL must be an absolute https address.");
            }

            if (await RefusalOfAsync(url, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<GraphError?> RefusalOfAsync(string url, CancellationToken ct)
    {
        var token =
            $"Validation: Testing client application reachability for subscription Request-Id: {Guid.CreateVersion7(clock.GetUtcNow())}";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(Notifier.HttpClientName);
            using var body = new StringContent("", System.Text.Encoding.UTF8, MediaTypeNames.Text.Plain);
            using var answer = await client.PostAsync(
                $"{url}{(url.Contains('?') ? '&' : '?')}validationToken={Uri.EscapeDataString(token)}", body, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            return (int)answer.StatusCode == 200 && answer.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Plain
                && text == token
                ? null
                : Refused("Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Refused("Subscription validation request timed out.");
        }
        catch (HttpRequestException)
        {
            return Refused("Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.");
        }
    }

    private static GraphError Refused(string message) => new(400, "ValidationError", message);
}
