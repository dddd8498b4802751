namespace Crm.Bot.Teams;

/// <summary>
/// Every invoke that Teams may send, one line each, and how it is answered. What is not here is not known: 501. Fact sheet, section 7.
/// </summary>
public sealed class Invokes(MessageExtension extension, CardRoutes cards)
{
    private const string NoAccount = "You have no account in this CRM. Say hello to it in chat: it tells whom to ask.";

    /// <returns>Null for names of which nobody knows anything, and for those that are answered elsewhere.</returns>
    public async Task<TurnResult?> AnswerAsync(TurnContext turn, Func<Task<CurrentUser?>> who, CancellationToken ct)
    {
        var value = turn.Activity.Value ?? default;
        return turn.Activity.Name switch
        {
            "composeExtension/query" => await AsAsync(turn, who, value, user => extension.QueryAsync(user, value, ct)),
            "composeExtension/selectItem" => await AsAsync(turn, who, value, user => extension.SelectAsync(user, value, ct)),
            "composeExtension/queryLink" => await AsAsync(turn, who, value, user => extension.LinkAsync(user, value, ct)),
            "composeExtension/anonymousQueryLink" => MessageExtension.AnonymousLink(value),
            "composeExtension/fetchTask" => await AsAsync(turn, who, value, user => extension.FormAsync(user, value, ct)),
            "composeExtension/submitAction" => await AsAsync(turn, who, value, user => SubmittedAsync(turn, user, value, ct)),
            "composeExtension/querySettingUrl" =>
                TurnResult.Json(
                    new { composeExtension = new { type = "message",
                        text = "There is nothing to set here. Say “settings” to the CRM in chat." } }),
            "composeExtension/setting" or "composeExtension/onCardButtonClicked" => TurnResult.Done,
            "task/fetch" => await AsAsync(turn, who, value, user => DialogAsync(turn, user, value, ct)),
            "task/submit" => await AsAsync(turn, who, value, user => DialogAsync(turn, user, value, ct)),
            "application/search" => await extension.ChoicesAsync(await who(), value, ct),
            "signin/tokenExchange" => Exchange(value),
            "signin/verifyState" or "signin/failure" => IsObject(value) ? TurnResult.Done : TurnResult.OfStatus(400),
            "fileConsent/invoke" => MessageExtension.Text(value, "action") is "accept" or "decline"
                ? TurnResult.Done
                : TurnResult.OfStatus(400),
            "message/submitAction" or "suggestedActions/submit" or "handoff/action" or "actionableMessage/executeAction" =>
                TurnResult.Json(new { }),
            "message/fetchTask" => Feedback(),
            "config/fetch" or "config/submit" =>
                TurnResult.Json(
                    new { config = new { type = "message", value = "There is nothing to configure. Say “settings” to the CRM." },
                        responseType = "config" }),
            "tab/fetch" or "tab/submit" =>
                TurnResult.Json(
                    new { tab = new { type = "continue", value = new { cards = new[] { new { card = CardJson.ToElement(NoTab()) } } } },
                        responseType = "tab" }),
            _ => null,
        };
    }

    /// <summary>A dialog is a card route whose verb travels in the data; without one there is nothing to show.</summary>
    private async Task<TurnResult> DialogAsync(TurnContext turn, CurrentUser user, JsonElement value, CancellationToken ct)
    {
        var data = value.TryGetProperty("data", out var given) && given.ValueKind is JsonValueKind.Object ? given : default;
        if (MessageExtension.Text(data, "verb") is not { } verb)
        {
            return Dialogs.Close();
        }

        var answer = await cards.RunAsync(user, verb, Dialogs.DataOf(data), ct, DeliveryKey.Of(turn.Activity));
        if (turn.Activity is not { Name: "task/submit", ReplyToId: { Length: > 0 } message } || answer.Again is not { } again
            || !Dialogs.BelongsInChat(again.Verb))
        {
            return Dialogs.After(verb, answer);
        }

        // The list that was asked for takes the place of the card from which the dialog was opened.
        var card = turn.Activity.IsPersonal ? answer.Card : SharedCard.For(user, again);
        try
        {
            var content = CardSize.ForTeams(card);
            var list = new Activity { Type = ActivityTypes.Message, Attachments = [Attachment.AdaptiveCard(content)] };
            await turn.UpdateAsync(message, list, ct);
            return Dialogs.Close();
        }
        catch (ConnectorException)
        {
            return Dialogs.Continue(answer.Card);
        }
    }

    /// <summary>The preview flow is not used: an edit is the form again, a send has nothing to send.</summary>
    private Task<TurnResult> SubmittedAsync(TurnContext turn, CurrentUser user, JsonElement value, CancellationToken ct) =>
        MessageExtension.Text(value, "botMessagePreviewAction") switch
    {
        null => DialogAsync(turn, user, value, ct),
        "edit" => extension.FormAsync(user, value, ct),
        "send" => Task.FromResult(TurnResult.Done),
        _ => Task.FromResult(TurnResult.OfStatus(400)),
    };

    private static async Task<TurnResult> AsAsync(
        TurnContext turn, Func<Task<CurrentUser?>> who, JsonElement value, Func<CurrentUser, Task<TurnResult>> answer) =>
        !IsObject(value) ? TurnResult.OfStatus(400) : await who() is { } user ? await answer(user) : Stranger(turn.Activity.Name!);

    private static TurnResult Stranger(string name) =>
        name is "task/fetch" or "task/submit" or "composeExtension/fetchTask" or "composeExtension/submitAction"
        ? TurnResult.Json(new { task = new { type = "message", value = NoAccount } })
        : TurnResult.Json(new { composeExtension = new { type = "message", text = NoAccount } });

    /// <summary>
    /// The CRM knows people by the channel's word and needs no further sign-in: nothing is exchanged, the token is not looked at.
    /// </summary>
    private static TurnResult Exchange(JsonElement value) => TurnResult.Json(
        new { id = MessageExtension.Text(value, "id"), connectionName = MessageExtension.Text(value, "connectionName"),
            failureDetail = "This bot uses no sign-in." }, IsObject(value) ? 412 : 400);

    private static TurnResult Feedback() =>
        TurnResult.Json(new { task = new { type = "message", value = "Thank you. Write to your administrator what was wrong." } });

    private static AdaptiveCard NoTab() => NoticeCard.For("The CRM lives in the chat", "Write to it there: help shows what it knows.");

    private static bool IsObject(JsonElement value) => value.ValueKind is JsonValueKind.Object;
}
