namespace Crm.Simulators.Graph;

public static class GraphAnswers
{
    public static IResult Entity(JsonObject entity) => Results.Json(entity);

    /// <summary>A page of a collection; the link to the next one names the host the caller used.</summary>
    public static IResult Page(
        HttpRequest request, PublicAddress address, IEnumerable<JsonObject> items, ODataQuery query, int defaultSize = 10)
    {
        var all = items.Skip(query.Skip).ToList();
        var size = Math.Clamp(query.Top ?? query.PageSize ?? defaultSize, 1, 1000);
        var page = new JsonObject { ["@odata.context"] = $"{address.Graph(request)}/$metadata#Collection(graph.entity)",
            ["value"] = new JsonArray([.. all.Take(size)]) };
        if (request.Query["$count"] == "true")
        {
            page["@odata.count"] = all.Count + query.Skip;
        }

        if (all.Count > size)
        {
            var parameters = request.Query.Where(pair => pair.Key != "$skip")
                .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
            page["@odata.nextLink"] =
                $"{address.Of(request)}{request.Path}?{string.Join('&', parameters.Append($"$skip={query.Skip + size}"))}";
        }

        return Results.Json(page);
    }
}
