namespace Crm.Simulators.Entra;

/// <summary>What Teams signs its calls with. The endorsements say which channel a key may speak for.</summary>
public static class BotFrameworkMetadata
{
    public static IResult Configuration(HttpRequest request, PublicAddress address, SigningKeys keys) => keys.MetadataUp
        ? Results.Json(new JsonObject
        {
            ["issuer"] = TokenMint.BotAudience,
            ["authorization_endpoint"] = "https://invalid.botframework.com",
            ["jwks_uri"] = $"{address.Of(request)}/entra/botframework/v1/.well-known/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        })
        : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    public static IResult Keys(SigningKeys keys)
    {
        if (!keys.MetadataUp)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var published = new JsonArray();
        foreach (var key in keys.All())
        {
            var jwk = key.ToJwk();
            jwk["endorsements"] = new JsonArray([.. key.Endorsements.Select(channel => JsonValue.Create(channel))]);
            published.Add(jwk);
        }

        return Results.Json(new JsonObject { ["keys"] = published });
    }

    public static object Rotate(SigningKeys keys, bool keepOld = false) => new { kid = keys.Rotate(keepOld) };

    public static object Switch(SigningKeys keys, bool up)
    {
        keys.MetadataUp = up;
        return new { up };
    }
}
