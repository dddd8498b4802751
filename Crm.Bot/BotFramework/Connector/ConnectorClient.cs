namespace Crm.Bot.BotFramework;

/// <summary>The connector's REST calls. Ids are percent-encoded here; they hold colons, semicolons and slashes. Every call throws
/// <see cref="ConnectorException"/> when refused. Rate limits per conversation: 7 sends a second, 60 in 30 s; about 30 requests a second
/// per tenant.
/// </summary>
public sealed class ConnectorClient
{
    private readonly ConnectorHttp http;

    internal ConnectorClient(ConnectorHttp http) => this.http = http;

    /// <summary>The calls of one conversation; for a turn and for writing first.</summary>
    public ConversationConnector In(ConversationReference reference) => new(this, reference);

    /// <returns>The new message's id; null when Teams gives none (typing, or a text with attachments, which it splits).</returns>
    public async Task<string?> SendAsync(string serviceUrl, string conversationId, Activity activity, CancellationToken ct) =>
        Id(await http.SendAsync(HttpMethod.Post, serviceUrl, Conversation(conversationId, "activities"), activity, ct));

    /// <inheritdoc cref="SendAsync"/>
    public async Task<string?> ReplyAsync(
        string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken ct) =>
        Id(await http.SendAsync(
            HttpMethod.Post, serviceUrl, Conversation(conversationId, "activities", activityId), activity, ct));

    /// <summary>Replaces one of the bot's own messages; with cards, works for one attachment or a carousel.</summary>
    public async Task UpdateAsync(
        string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken ct) =>
        await http.SendAsync(
            HttpMethod.Put, serviceUrl, Conversation(conversationId, "activities", activityId), activity with { Id = activityId }, ct);

    /// <param name="memberId">The <c>29:</c> id, the Entra object id or the user principal name.</param>
    public async Task<ConversationMember> GetMemberAsync(
        string serviceUrl, string conversationId, string memberId, CancellationToken ct) =>
        Read<ConversationMember>(await http.SendAsync(
            HttpMethod.Get, serviceUrl, Conversation(conversationId, "members", memberId), null, ct));

    private static string Conversation(string conversationId, params ReadOnlySpan<string> rest)
    {
        var path = "conversations/" + Segment(conversationId) + "/";
        if (rest.Length > 0)
        {
            path += rest[0] + (rest.Length > 1 ? "/" + Segment(rest[1]) : "");
        }

        return path;
    }

    /// <summary>An id of dots would be taken for a step up in the path, encoded or not.</summary>
    private static string Segment(string id) => id is "" or "." or ".."
        ? throw new ConnectorException("An id that cannot stand in a path.") { Code = "BadId" }
        : Uri.EscapeDataString(id);

    private static string? Id(JsonElement? answer) =>
        answer is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    private static T Read<T>(JsonElement? answer)
    {
        try
        {
            return answer is { } body && body.Deserialize<T>(ActivityJson.Options) is { } read ? read : throw new JsonException();
        }
        catch (JsonException unreadable)
        {
            throw new ConnectorException("The connector's answer cannot be read.", unreadable) { Code = "Unreadable" };
        }
    }
}
