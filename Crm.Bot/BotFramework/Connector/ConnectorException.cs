namespace Crm.Bot.BotFramework;

/// <summary>
/// The connector refused, or could not be asked (then <see cref="Status"/> is null). The message holds codes only: what the connector says
/// may quote what people wrote.</summary>
public sealed class ConnectorException(string message, Exception? inner = null) : Exception(message, inner)
{
    private static readonly HashSet<string> Gone = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConversationBlockedByUser",
        "BotNotInConversationRoster",
        "BotDisabledByAdmin",
        "MessageWritesBlocked",
    };

    public HttpStatusCode? Status { get; init; }

    /// <summary>error.code of the answer, for example BadSyntax, Throttled, ConversationNotFound.</summary>
    public string? Code { get; init; }

    public string? SubCode { get; init; }

    /// <summary>How long the connector asked to wait, when it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Uninstalled, blocked or deleted: mark the reference dead and stop; an installationUpdate or a message revives it.
    /// Source: msteams-docs, conversation-messages.md, status codes.</summary>
    public bool IsConversationGone =>
        (Status == HttpStatusCode.Forbidden && (Gone.Contains(Code ?? "") || Gone.Contains(SubCode ?? "") || SubCode == "209"))
        || (Status == HttpStatusCode.NotFound && string.Equals(Code, "ConversationNotFound", StringComparison.OrdinalIgnoreCase));
}
