using System.Text.Json.Nodes;
using Crm.Core.Lists;
using Crm.Core.Records;

namespace Crm.Bot.Teams;

/// <summary>
/// Cards in a dialog (task module). There Teams knows Action.Submit only, and answers come as task/submit or composeExtension/submitAction:
/// a button's verb travels in its data. Source: Microsoft, Use dialogs in Teams bots; fact sheet of the protocol, 7.2.
/// </summary>
internal static class Dialogs
{
    public static TurnResult Continue(AdaptiveCard card) => TurnResult.Json(new
    {
        task = new
        {
            type = "continue",
            value = new { title = "CRM", height = "large", width = "medium",
                card = new { contentType = AdaptiveCard.ContentType, content = ForDialog(card) } },
        },
    });

    /// <summary>Closes the dialog; nothing is shown.</summary>
    public static TurnResult Close() => TurnResult.Done;

    /// <summary>The next card of a dialog; Cancel closes it.</summary>
    public static TurnResult After(string verb, CardAnswer answer) => verb == DismissCard.Verb ? Close() : Continue(answer.Card);

    /// <summary>A list that was built in a dialog is read in the chat.</summary>
    public static bool BelongsInChat(string verb) => Enum.GetValues<RecordKind>().Any(kind => ListMoves.VerbOf(kind) == verb);

    /// <summary>What a press says to its use case: where it goes (its verb, Teams' own member) isn't a field of any form.</summary>
    public static JsonElement DataOf(JsonElement sent) => sent.ValueKind is not JsonValueKind.Object ? sent
        : JsonSerializer.SerializeToElement(sent.EnumerateObject().Where(p => p.Name is not ("verb" or "msteams"))
            .GroupBy(p => p.Name).ToDictionary(p => p.Key, p => p.Last().Value));

    public static JsonNode ForDialog(AdaptiveCard card)
    {
        var json = JsonSerializer.SerializeToNode(CardSize.ForTeams(card))!;
        Submit(json);
        return json;
    }

    private static void Submit(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var opener in list.Where(OpensDialog).ToList())
                {
                    list.Remove(opener); // a dialog opens no second one
                }

                foreach (var item in list)
                {
                    Submit(item);
                }

                break;
            case JsonObject action when action["type"] is JsonValue type && type.GetValueKind() is JsonValueKind.String
                && type.GetValue<string>() == "Action.Execute":
                action["type"] = "Action.Submit";
                var data = action["data"] as JsonObject ?? [];
                data["verb"] = action["verb"]?.DeepClone();
                action["data"] = data.Parent is null ? data : data.DeepClone();
                action.Remove("verb");
                break;
            case JsonObject owner:
                foreach (var (_, member) in owner.ToList())
                {
                    Submit(member);
                }

                break;
        }
    }

    private static bool OpensDialog(JsonNode? node) => node is JsonObject owner && owner["data"] is JsonObject data
        && data["msteams"] is JsonObject;
}
