namespace Crm.Simulators;

public sealed class PublicAddress(IOptions<SimulatorOptions> options)
{
    public string Of(HttpRequest request) =>
        options.Value.PublicUrl is { Length: > 0 } configured ? configured.TrimEnd('/') : $"{request.Scheme}://{request.Host}";

    public string Graph(HttpRequest request) => $"{Of(request)}/graph/v1.0";

    public string Issuer(HttpRequest request, string tenantId) => $"{Of(request)}/entra/{tenantId}/v2.0";
}
