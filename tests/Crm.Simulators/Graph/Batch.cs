using Microsoft.AspNetCore.Http.Features;

namespace Crm.Simulators.Graph;

/// <summary>The pipeline behind the path rewriting, so that a batch can send its parts through everything a call goes through.</summary>
public sealed class BatchPipeline
{
    public RequestDelegate? Next { get; set; }
}

/// <summary>Up to twenty calls in one. Each is answered, and throttled, on its own; a part whose precondition failed gets 424.</summary>
public static class Batch
{
    /// <summary>Stands among the items of a call that came in a batch.</summary>
    public const string PartKey = "graph-batch-part";

    private const int Most = 20;

    public static async Task<IResult> Post(HttpContext context, BatchPipeline pipeline)
    {
        var order = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        var requests = (order?["requests"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        var ids = requests.Select(one => one["id"]?.ToString() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (requests.Count is 0 or > Most || ids.Count != requests.Count || ids.Contains(""))
        {
            return GraphError.BadRequest($"A batch holds 1 to {Most} requests with different ids.", "InvalidBatchPayloadFormat");
        }

        var done = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var responses = new JsonArray();
        foreach (var request in requests)
        {
            var blocked = (request["dependsOn"] as JsonArray)?.Any(id => !done.TryGetValue(id!.ToString(), out var status) || status >= 400)
                ?? false;
            var response = blocked
                ? new JsonObject
                { ["id"] = request["id"]!.ToString(), ["status"] = 424,
                    ["body"] =
                    new JsonObject
                    { ["error"] =
                        new JsonObject { ["code"] = "FailedDependency", ["message"] = "A request this one depends on failed." } } }
                : await SendAsync(request, context, pipeline.Next!);
            done[request["id"]!.ToString()] = response["status"]!.GetValue<int>();
            responses.Add(response);
        }

        // In no order that a program could rely on.
        return Results.Json(new JsonObject { ["responses"] = new JsonArray([.. responses.Reverse().Select(one => one!.DeepClone())]) });
    }

    private static async Task<JsonObject> SendAsync(JsonObject request, HttpContext outer, RequestDelegate next)
    {
        await using var scope = outer.RequestServices.CreateAsyncScope();
        using var answer = new MemoryStream();
        var inner = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        inner.Items[PartKey] = true;
        inner.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        var url = "/" + request["url"]!.ToString().TrimStart('/');
        var mark = url.IndexOf('?');
        inner.Request.Method = request["method"]?.ToString() ?? "GET";
        inner.Request.Scheme = outer.Request.Scheme;
        inner.Request.Host = outer.Request.Host;
        inner.Request.Path = "/graph/v1.0" + Uri.UnescapeDataString(mark < 0 ? url : url[..mark]);
        inner.Request.QueryString = new QueryString(mark < 0 ? "" : url[mark..]);
        inner.Request.Headers.Authorization = outer.Request.Headers.Authorization;
        foreach (var (name, value) in request["headers"] as JsonObject ?? [])
        {
            inner.Request.Headers[name] = value?.ToString();
        }

        if (request["body"] is { } body)
        {
            inner.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString()));
            inner.Request.ContentType = "application/json";
        }

        await next(inner);
        await inner.Response.CompleteAsync();
        var headers = new JsonObject();
        foreach (var (name, value) in inner.Response.Headers)
        {
            headers[name] = value.ToString();
        }

        var json = inner.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        return new JsonObject
        {
            ["id"] = request["id"]!.ToString(),
            ["status"] = inner.Response.StatusCode,
            ["headers"] = headers,
            ["body"] = answer.Length == 0 ? null : json
                ? JsonNode.Parse(answer.ToArray()) : JsonValue.Create(Convert.ToBase64String(answer.ToArray())),
        };
    }
}
