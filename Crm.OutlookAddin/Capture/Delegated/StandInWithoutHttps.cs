namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>
/// MSAL insists on https, and takes an authority's first segment for the tenant. A stand-in on this machine has neither: its requests are
/// sent on to where it is.
/// </summary>
internal sealed class StandInWithoutHttps(Uri instance) : DelegatingHandler
{
    /// <returns>What MSAL is told; the instance itself where it has https.</returns>
    public static Uri AuthorityOf(Uri instance) =>
        IsOne(instance) ? new UriBuilder(Uri.UriSchemeHttps, instance.Host, instance.Port).Uri : instance;

    public static bool IsOne(Uri instance) => instance.IsLoopback && instance.Scheme == Uri.UriSchemeHttp;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsOne(instance) && request.RequestUri is { } asked && asked.Authority == instance.Authority)
        {
            request.RequestUri = new Uri(instance.AbsoluteUri.TrimEnd('/') + asked.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
