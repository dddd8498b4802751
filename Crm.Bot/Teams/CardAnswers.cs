namespace Crm.Bot.Teams;

/// <summary>
/// Bodies of adaptiveCard/action: HTTP 200 whenever our code ran, the real status inside. Source: Adaptive Cards, Universal Action Model.
/// </summary>
internal static class CardAnswers
{
    public static TurnResult Card(AdaptiveCard card) =>
        TurnResult.Json(new { statusCode = 200, type = AdaptiveCard.ContentType, value = CardSize.ForTeams(card) });

    public static TurnResult Error(string code, string message) =>
        TurnResult.Json(new { statusCode = 400, type = "application/vnd.microsoft.error", value = new { code, message } });
}
