using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// Why a token is none of ours, for the administrator who reads the log: what is wrong, and the setting to look at. The caller is not told.
/// </summary>
internal static class RefusedToken
{
    /// <summary>
    /// Source: Microsoft Graph, apiApplication resource type, requestedAccessTokenVersion (null is 1 for registrations of one tenant).
    /// </summary>
    public const string VersionOne =
        "it is a version 1.0 token; set requestedAccessTokenVersion to 2 in the manifest of the API's app registration "
        + "(api.requestedAccessTokenVersion)";

    public const string Nobody = "it names no tenant and object id (claims tid and oid), so that there is nobody to look up";

    public static string Cause(Exception failure, string? authorization) => IsVersionOne(authorization) ? VersionOne : failure switch
    {
        SecurityTokenInvalidIssuerException => "its issuer is not the tenant that it names at AzureAd:Instance",
        SecurityTokenInvalidAudienceException => "it was made for another application: its audience (aud) is not AzureAd:ClientId",
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNotYetValidException => "it is not valid yet: are the clocks right?",
        SecurityTokenNoExpirationException => "it never expires",
        SecurityTokenSignatureKeyNotFoundException => "it is signed with a key that AzureAd:Instance does not publish",
        SecurityTokenInvalidSignatureException => "its signature is wrong",
        SecurityTokenInvalidAlgorithmException => "it is not signed with RS256",
        SecurityTokenInvalidSigningKeyException => "its key belongs to another issuer",
        SecurityTokenMalformedException => "it isn't a token",
        SecurityTokenException or ArgumentException => "it cannot be read as a token",
        _ => $"it could not be checked ({failure.GetType().Name}): can {nameof(AzureAdOptions.Instance)} of AzureAd be reached?",
    };

    /// <summary>What the token says of itself, unchecked: enough for a hint.</summary>
    private static bool IsVersionOne(string? authorization)
    {
        try
        {
            return authorization is { Length: > 7 }
                && new JsonWebToken(authorization[7..].Trim()).TryGetPayloadValue<string>("iss", out var issuer)
                && issuer.StartsWith("https://sts.windows.net/", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception malformed)
        when (malformed is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException)
        {
            return false;
        }
    }
}
