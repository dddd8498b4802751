namespace Crm.Simulators.Entra;

public static class Discovery
{
    public static JsonObject OpenIdConfiguration(string tid, HttpRequest request, PublicAddress address) =>
        Document(address.Of(request), tid);

    public static JsonObject Keys(string tid, HttpRequest request, PublicAddress address, SigningKeys keys)
    {
        var published = new JsonArray();
        foreach (var key in keys.All())
        {
            var jwk = key.ToJwk();
            jwk["issuer"] = address.Issuer(request, IsShared(tid) ? "{tenantid}" : tid);
            published.Add(jwk);
        }

        return new JsonObject { ["keys"] = published };
    }

    public static JsonObject Instance(HttpRequest request, PublicAddress address, Firm firm)
    {
        var host = new Uri(address.Of(request)).Authority;
        return new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"{address.Of(request)}/entra/{firm.TenantId}/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host, "login.windows.net"),
            }),
        };
    }

    /// <summary>The shared authorities publish their issuer as a template, which is what makes an issuer validator necessary.</summary>
    private static bool IsShared(string tid) => tid is "common" or "organizations";

    private static JsonObject Document(string origin, string tid) => new()
    {
        ["issuer"] = $"{origin}/entra/{(IsShared(tid) ? "{tenantid}" : tid)}/v2.0",
        ["jwks_uri"] = $"{origin}/entra/{tid}/discovery/v2.0/keys",
        ["authorization_endpoint"] = $"{origin}/entra/{tid}/oauth2/v2.0/authorize",
        ["token_endpoint"] = $"{origin}/entra/{tid}/oauth2/v2.0/token",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
        ["response_modes_supported"] = new JsonArray("query", "fragment", "form_post"),
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
        ["claims_supported"] = new JsonArray("sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver"),
    };
}
