using Crm.Core.Cards;
using Crm.Core.Routes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.OutlookAddin.Api;

/// <param name="Data">The button's data merged with the inputs.</param>
internal sealed record CardRequest(JsonElement? Data = null);

internal sealed record RefusalAnswer(string Message, IReadOnlyList<FieldError> Fields);

/// <param name="Card">Takes the place of the pressed one; after a refusal it holds what was typed, and what is wrong with it.</param>
internal sealed record CardResponse(JsonElement Card, RefusalAnswer? Refusal);

/// <summary>A press of a card's button: the same table that Teams uses.</summary>
internal static class CardsEndpoint
{
    public static async Task<Results<Ok<CardResponse>, ProblemHttpResult>> PostAsync(
        string verb, CardRequest pressed, Me me, CardRoutes cards, CancellationToken ct)
    {
        if (!CardRoutes.Table.ContainsKey(verb))
        {
            return Problems.NotThere("This card is older than the CRM. Please ask for it again.");
        }

        var data = pressed.Data is { ValueKind: JsonValueKind.Object } given ? given : JsonSerializer.SerializeToElement(new { });
        var answer = await cards.RunAsync(me.User, verb, data, ct);
        return TypedResults.Ok(new CardResponse(
            CardJson.ToElement(answer.Card), answer.Refusal is { } refusal ? new RefusalAnswer(refusal.Message, refusal.Fields) : null));
    }
}
