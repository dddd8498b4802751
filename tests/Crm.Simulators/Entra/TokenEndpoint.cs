using System.Net.Http.Headers;

namespace Crm.Simulators.Entra;

public static class TokenEndpoint
{
    public static async Task<IResult> Post(
        string tid, HttpRequest request, Firm firm, TokenMint mint, ClientRegistrations clients, Grants grants,
        OnBehalfOf onBehalf, PublicAddress address, TimeProvider clock)
    {
        if (!request.HasFormContentType)
        {
            return EntraError.BadGrantType(clock, "");
        }

        var form = await request.ReadFormAsync();
        var (clientId, secret) = Client(request, form);
        if (!tid.Equals(firm.TenantId, StringComparison.OrdinalIgnoreCase)
            && tid is not ("botframework.com" or "common" or "organizations"))
        {
            return EntraError.UnknownTenant(clock, tid);
        }

        if (!clients.Knows(clientId))
        {
            return EntraError.UnknownApplication(clock, clientId);
        }

        // A single-page app is a public client: it proves itself by PKCE alone. A secret that is sent must be right.
        if (secret is not null && !clients.Accepts(clientId, secret))
        {
            return EntraError.WrongSecret(clock, clientId);
        }

        var issuer = address.Issuer(request, firm.TenantId);
        grants.Count(form["grant_type"].ToString());
        return form["grant_type"].ToString() switch
        {
            OnBehalfOf.GrantType => await OnBehalfAsync(),
            "client_credentials" => ForApplication(form["scope"].ToString()),
            "authorization_code" => ByCode(grants.Redeem(form["code"].ToString())),
            "refresh_token" => Refreshed(grants.Refresh(form["refresh_token"].ToString())),
            var other => EntraError.BadGrantType(clock, other),
        };

        IResult ForApplication(string scope)
        {
            if (secret is null)
            {
                return EntraError.WrongSecret(clock, clientId);
            }

            return !scope.EndsWith("/.default", StringComparison.Ordinal)
                ? EntraError.BadScope(clock, scope)
                : Results.Json(new JsonObject
                {
                    ["token_type"] = "Bearer",
                    ["expires_in"] = 3599,
                    ["ext_expires_in"] = 3599,
                    ["access_token"] = mint.ForApplication(clientId, scope, firm.TenantId, issuer),
                });
        }

        async Task<IResult> OnBehalfAsync()
        {
            if (secret is null)
            {
                return EntraError.WrongSecret(clock, clientId);
            }

            var (user, refused) = await onBehalf.ReadAsync(form, clientId);
            return refused ?? ForUser(new Grant(user!, clientId, form["scope"].ToString(), "", null, null, null) { IsOnBehalf = true });
        }

        IResult Refreshed(Grant? grant) =>
            grant is null || grant.ClientId != clientId
            ? EntraError.BadGrant(clock, "The refresh token is unknown or was issued to another client.")
            : grants.IsRevoked(grant) ? EntraError.Revoked(clock)
            : grant.IsOnBehalf && onBehalf.Refusal(grant.User) is { } refused ? refused
            : ForUser(grant with { Scope = form["scope"].ToString() is { Length: > 0 } scope ? scope : grant.Scope });

        IResult ByCode(Grant? grant)
        {
            if (grant is null || grant.ClientId != clientId || grant.RedirectUri != form["redirect_uri"].ToString())
            {
                return EntraError.BadGrant(
                    clock, "The provided authorization code is expired, was used before or belongs to another client or redirect address.");
            }

            return grant.Proves(form["code_verifier"]) && (grant.Challenge is not null || secret is not null)
                ? ForUser(grant)
                : EntraError.BadGrant(clock, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
        }

        IResult ForUser(Grant grant)
        {
            var answer = new JsonObject
            {
                ["token_type"] = "Bearer",
                ["scope"] = grant.Granted,
                ["expires_in"] = TokenMint.LifetimeSeconds,
                ["ext_expires_in"] = TokenMint.LifetimeSeconds,
                ["access_token"] = mint.ForUser(grant.User, clientId, grant.Scope, issuer),
                ["id_token"] = mint.IdToken(grant.User, clientId, issuer, grant.Nonce),
                ["client_info"] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder
                    .Encode($$"""{"uid":"{{grant.User.Oid}}","utid":"{{firm.TenantId}}"}"""),
            };
            if (grant.IsOffline)
            {
                answer["refresh_token"] = grants.IssueRefreshToken(grant);
            }

            return Results.Json(answer);
        }
    }

    private static (string ClientId, string? Secret) Client(HttpRequest request, IFormCollection form)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && header is { Scheme: "Basic", Parameter: { } encoded })
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
            return (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");
        }

        return (form["client_id"].ToString(), form.TryGetValue("client_secret", out var secret) ? secret.ToString() : null);
    }
}
