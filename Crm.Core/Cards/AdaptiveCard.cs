namespace Crm.Core.Cards;

/// <summary>
/// An Adaptive Card of schema version 1.5, the newest that Teams bots and the Outlook pane's renderer share. The set of elements below is
/// the index of our UI: what is not here, we do not show. Source: the published schema adaptive-card.json 1.5.0.
/// </summary>
public sealed record AdaptiveCard(IReadOnlyList<Element> Body)
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Version { get; } = "1.5";

    public IReadOnlyList<CardAction>? Actions { get; init; }

    /// <summary>Shown by clients that cannot show cards, read aloud by screen readers in the list of messages.</summary>
    public string? FallbackText { get; init; }

    public string? Speak { get; init; }

    /// <summary>Asked for by the client on its own, for each viewer.</summary>
    public CardRefresh? Refresh { get; init; }

    [JsonPropertyName("msteams")]
    public TeamsCardOptions? Teams { get; init; }
}

/// <summary>
/// Whose card is replaced by the action's answer when they look at it; without user ids everybody's, in chats of up to 60 people.
/// </summary>
public sealed record CardRefresh(CardAction Action);

/// <summary>Teams-only member of the card's root: width "Full" uses the whole message column.</summary>
public sealed record TeamsCardOptions(string Width);

public enum TextSize
{
    Small,
    Default,
    Medium,
    Large,
    ExtraLarge,
}

public enum TextColor
{
    Default,
    Accent,
    Good,
    Warning,
    Attention,
}

public enum Spacing
{
    None,
    Small,
    Default,
    Medium,
    Large,
    Padding,
}
