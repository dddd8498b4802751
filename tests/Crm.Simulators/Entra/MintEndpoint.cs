namespace Crm.Simulators.Entra;

/// <summary>The test door: any token, right or wrong. Answers the bare token as text.</summary>
public static class MintEndpoint
{
    public static async Task<IResult> Post(HttpRequest request, TokenMint mint)
    {
        try
        {
            var order = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject ?? [];
            return Results.Text(mint.Mint(
                order["claims"] as JsonObject, order["header"] as JsonObject, order["kid"]?.GetValue<string>(),
                order["ttl"]?.GetValue<int>() ?? 3600));
        }
        catch (Exception refused) when (refused is JsonException or ArgumentException or InvalidOperationException)
        {
            return Results.BadRequest(new { error = refused.Message });
        }
    }
}
