namespace Crm.Simulators.Graph;

public static class SubscriptionsApi
{
    private const int MostPerMailbox = 1000;

    public static async Task<IResult> Create(
        HttpContext context, Subscriptions subscriptions, Mailboxes mailboxes, SubscriptionHandshake handshake, TimeProvider clock)
    {
        var order = await ReadAsync(context.Request);
        var resource = Text(order, "resource");
        var changes = (Text(order, "changeType") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (resource is null || changes.Length == 0 || changes.Any(one => !Enum.TryParse<ChangeVerb>(one, true, out _))
            || Text(order, "notificationUrl") is not { } url)
        {
            return GraphError.BadRequest(
                "resource, changeType (created, updated, deleted) and notificationUrl are required.", "InvalidRequest");
        }

        var isRich = order["includeResourceData"]?.GetValue<bool>() == true;
        var certificate =
            isRich ? RichCertificate.Read(Text(order, "encryptionCertificate"), Text(order, "encryptionCertificateId")) : null;
        if (isRich && certificate is null)
        {
            return GraphError.BadRequest(
                "includeResourceData needs an encryptionCertificate (RSA, 2048 to 4096 bits, base64) and an encryptionCertificateId.",
                "InvalidRequest");
        }

        if (isRich && !resource.EndsWith("?$select=id", StringComparison.OrdinalIgnoreCase))
        {
            return GraphError.BadRequest(
                "Resource data of Outlook items needs $select in the resource; this stand-in tells their id alone.", "InvalidRequest");
        }

        var path = resource.TrimStart('/').StartsWith("me/", StringComparison.OrdinalIgnoreCase) && GraphGate.CallerOid(context) is { } me
            ? $"users/{me}/{resource.TrimStart('/')[3..]}"
            : resource;
        if (Subscription.ReadResource(path) is not { } watched)
        {
            return GraphError.BadRequest($"Unsupported resource '{resource}'.", "ExtensionError");
        }

        if (mailboxes.Find(watched.User) is not { } mailbox || (watched.Folder is not null && mailbox.FindFolder(watched.Folder) is null))
        {
            return GraphError.NoResource();
        }

        if (GraphGate.Person(context) is { } person && person != mailbox.Owner.Oid)
        {
            return new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }

        if (Text(order, "clientState") is { Length: > 128 })
        {
            return GraphError.BadRequest("clientState holds at most 128 characters.", "InvalidRequest");
        }

        if (Expiry(order, clock, isRich, out var expires) is { } refused)
        {
            return refused;
        }

        var wanted = new Subscription(
            Guid.CreateVersion7(clock.GetUtcNow()).ToString(), GraphGate.CallerApp(context) ?? "", resource, mailbox.Owner.Oid,
            watched.Kind, watched.Folder,
            changes.ToHashSet(StringComparer.OrdinalIgnoreCase), url, Text(order, "lifecycleNotificationUrl"), Text(order, "clientState"),
            expires,
            ODataQuery.From(context.Request).ImmutableIds) { Certificate = certificate, Person = GraphGate.Person(context) };
        if (subscriptions.Same(wanted) is { } same)
        {
            return new GraphError(409, "Conflict", $"Subscription Id <{same.Id}> already exists for the requested combination");
        }

        if (subscriptions.All.Count(one => one.Oid == wanted.Oid) >= MostPerMailbox)
        {
            return new GraphError(403, "ExtensionError", "The mailbox has reached its limit of subscriptions.");
        }

        if (await handshake.TryAsync([wanted.NotificationUrl, wanted.LifecycleUrl], context.RequestAborted) is { } failed)
        {
            return failed;
        }

        subscriptions.Put(wanted);
        return Results.Json(wanted.ToJson(), statusCode: StatusCodes.Status201Created);
    }

    public static IResult List(HttpContext context, Subscriptions subscriptions) => Results.Json(new JsonObject
    {
        ["value"] =
            new JsonArray([.. subscriptions.All.Where(one => IsTheirs(one, context)).Select(one => one.ToJson())]),
    });

    /// <summary>A subscription is its application's, or its application's and person's.</summary>
    private static bool IsTheirs(Subscription one, HttpContext context) =>
        one.Application == (GraphGate.CallerApp(context) ?? "") && one.Person == GraphGate.Person(context);

    public static IResult Get(string id, Subscriptions subscriptions) => subscriptions.Find(id) is { } found
        ? Results.Json(found.ToJson())
        : Gone(id);

    public static async Task<IResult> Renew(
        string id, HttpContext context, Subscriptions subscriptions, SubscriptionHandshake handshake, TimeProvider clock)
    {
        if (subscriptions.Find(id) is not { } found || !IsTheirs(found, context))
        {
            return Gone(id);
        }

        var order = await ReadAsync(context.Request);
        if (order.ContainsKey("expirationDateTime"))
        {
            if (Expiry(order, clock, found.Certificate is not null, out var expires) is { } refused)
            {
                return refused;
            }

            found = found with { Expires = expires };
        }

        if (Text(order, "notificationUrl") is { } url && url != found.NotificationUrl)
        {
            if (await handshake.TryAsync([url], context.RequestAborted) is { } failed)
            {
                return failed;
            }

            found = found with { NotificationUrl = url };
        }

        subscriptions.Put(found);
        return Results.Json(found.ToJson());
    }

    public static IResult Delete(string id, HttpContext context, Subscriptions subscriptions) =>
        subscriptions.Find(id) is { } found && IsTheirs(found, context) && subscriptions.Remove(id) ? Results.NoContent() : Gone(id);

    /// <summary>Confirms the right to receive; the life does not get longer by it.</summary>
    public static IResult Reauthorize(string id, Subscriptions subscriptions) => subscriptions.Find(id) is not null
        ? Results.NoContent()
        : Gone(id);

    private static GraphError? Expiry(JsonObject order, TimeProvider clock, bool isRich, out DateTimeOffset expires)
    {
        var (now, longest) = (clock.GetUtcNow(), isRich ? Subscription.LongestRichMinutes : Subscription.LongestMinutes);
        if (!DateTimeOffset.TryParse(
            Text(order, "expirationDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires) || expires <= now)
        {
            return GraphError.BadRequest("Subscription expiration must be in the future.", "InvalidRequest");
        }

        if (expires > now.AddMinutes(longest).AddSeconds(30))
        {
            return GraphError.BadRequest($"Subscription expiration can only be {longest} minutes in the future.", "InvalidRequest");
        }

        var shortest = now.AddMinutes(Subscription.ShortestMinutes);
        expires = expires < shortest ? shortest : expires;
        return null;
    }

    private static GraphError Gone(string id) => new(404, "ResourceNotFound", $"The object with id '{id}' was not found.");

    private static string? Text(JsonObject order, string name) => order[name] is JsonValue value && value.TryGetValue<string>(out var text)
        && text.Length > 0 ? text : null;

    private static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
