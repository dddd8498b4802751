using Crm.Core.CaptureControl;
using Crm.Core.Cards;
using Crm.Core.Routes;
using Crm.Core.Routing;
using Crm.Core.Undo;
using Crm.OutlookAddin.Capture.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Crm.OutlookAddin.Api;

/// <param name="Data">The button's data merged with the inputs.</param>
internal sealed record CardRequest(JsonElement? Data = null);

internal sealed record RefusalAnswer(string Message, IReadOnlyList<FieldError> Fields);

/// <param name="Card">Takes the place of the pressed one; after a refusal it holds what was typed, and what is wrong with it.</param>
/// <param name="Undo">Takes this press back, and no other; null where it cannot be taken back, or came without a key.</param>
internal sealed record CardResponse(CardContent Card, RefusalAnswer? Refusal, Press? Undo);

/// <summary>A press of a card's button: the same table that Teams uses.</summary>
internal static class CardsEndpoint
{
    /// <summary>A UUID is 36 long.</summary>
    private const int LongestKey = 100;

    /// <param name="verb">Of the button.</param>
    /// <param name="pressed">What it sends.</param>
    /// <param name="me">Who pressed it.</param>
    /// <param name="cards">The table.</param>
    /// <param name="useCases">Asked whether the press can be taken back.</param>
    /// <param name="connected">Told of a mailbox that was connected.</param>
    /// <param name="idempotencyKey">
    /// A press that is sent again under its key, because no answer came, changes nothing twice (draft-ietf-httpapi-idempotency-key-header).
    /// </param>
    /// <param name="ct">Cancels the use case.</param>
    public static async Task<Results<Ok<CardResponse>, ProblemHttpResult>> PostAsync(
        string verb, CardRequest pressed, Me me, CardRoutes cards, UseCaseRunner useCases, ConnectedMailboxes connected,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken ct)
    {
        if (idempotencyKey is { Length: 0 or > LongestKey })
        {
            return Problems.Of(
                Refusal.Invalid(new FieldError("Idempotency-Key", $"A key has 1 to {LongestKey} characters.")));
        }

        if (!CardRoutes.Table.ContainsKey(verb))
        {
            return Problems.NotThere("This card is older than the CRM. Please ask for it again.");
        }

        var data = pressed.Data is { ValueKind: JsonValueKind.Object } given ? given : JsonSerializer.SerializeToElement(new { });
        var key = idempotencyKey is null ? null : $"api:{verb}:{idempotencyKey}";
        var answer = await cards.RunAsync(me.User, verb, data, ct, key);
        if (verb == ConnectMailbox.Verb && answer.Refusal is null)
        {
            await connected.ReadSoonAsync(me.User, ct);
        }

        var once = answer.Refusal is null && CardRoutes.Table[verb] is { Changes: true, NeedsChangeRight: true } && verb != UndoLast.Verb
            ? new RouteRequest(data, key).OnceKey
            : null;
        var isUndoable = once is not null
            && await useCases.RunAsync(me.User, (FindUndoHandler h, CancellationToken c) => h.HandleAsync(new FindUndo(once), c), ct);
        return TypedResults.Ok(new CardResponse(
            answer.Card, answer.Refusal is { } refusal ? new RefusalAnswer(refusal.Message, refusal.Fields) : null,
            isUndoable ? new Press(UndoLast.Verb, JsonSerializer.SerializeToElement(new UndoLast(once), CardJson.Options))
                : null));
    }
}
