using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;
using Crm.Core.Search;
using Crm.Core.UseCases;

namespace Crm.Bot.Teams;

/// <summary>
/// Search from the compose box, links that unfold, typeahead of pickers, and records made from a message. Fact sheet, 7.1 and 7.4.
/// </summary>
public sealed class MessageExtension(UseCaseRunner useCases, CardRoutes cards, RecordLinks links)
{
    private const int MostResults = 25;
    private const int ShortTitle = 40;

    /// <summary>Search commands: id in the manifest, and what they search.</summary>
    public static IReadOnlyDictionary<string, RecordKind?> Searches { get; } = new Dictionary<string, RecordKind?>(StringComparer.Ordinal)
    {
        ["search"] = null, ["companies"] = RecordKind.Company, ["contacts"] = RecordKind.Contact, ["deals"] = RecordKind.Deal,
        ["activities"] = RecordKind.Activity,
    };

    /// <summary>Action commands: id in the manifest, and the form that opens, filled with what the message says.</summary>
    public static IReadOnlyDictionary<string, Func<MessagePayload, Command.Run>> Forms { get; } =
        new Dictionary<string, Func<MessagePayload, Command.Run>>(StringComparer.Ordinal)
    {
        ["createContact"] = message => Command.Run.Of(new NewContact(message.Sender is null
            ? new CreateContact()
            : new CreateContact(PersonName.Guess(message.Sender, null).First, PersonName.Guess(message.Sender, null).Last))),
        ["createDeal"] = message => Command.Run.Of(new NewDeal(new CreateDeal(message.Line(Deal.TitleLength)))),
        ["logMessage"] = message => Command.Run.Of(new NewLog(
            new LogActivity("MESSAGE", message.Line(Core.Activities.Activity.SubjectLength), message.TextWithLink()))),
    };

    public async Task<TurnResult> QueryAsync(CurrentUser user, JsonElement value, CancellationToken ct)
    {
        if (!Searches.TryGetValue(Text(value, "commandId") ?? "search", out var kind))
        {
            return TurnResult.OfStatus(400);
        }

        var options = value.TryGetProperty("queryOptions", out var given) && given.ValueKind is JsonValueKind.Object ? given : default;
        var picks =
            await PickAsync(
                user, new PickRecords(
                    kind, Typed(value), Number(options, "skip", 0), Math.Min(Number(options, "count", MostResults), MostResults)), ct);
        return picks.Count == 0 ? Message("Nothing found. Try a part of the name, or a filter such as: stage is Proposal.")
            : Results(picks);
    }

    /// <summary>A record as a result of its own; what stands in the value is a claim, looked up under the caller's rights.</summary>
    public async Task<TurnResult> SelectAsync(CurrentUser user, JsonElement value, CancellationToken ct) =>
        Enum.TryParse<RecordKind>(Text(value, "kind"), ignoreCase: true, out var kind) && Guid.TryParse(Text(value, "id"), out var id)
            ? await NameAsync(user, kind, id, ct) is { } name ? Result([PickCards.Attachment(new Pick(kind, id, name, ""))]) : Result([])
            : TurnResult.OfStatus(400);

    /// <summary>Our links end in /deal/{id} and the like. Never cached: what one reader may see, the next may not.</summary>
    public async Task<TurnResult> LinkAsync(CurrentUser user, JsonElement value, CancellationToken ct) =>
        Text(value, "url") is not { } url ? TurnResult.OfStatus(400)
        : links.Read(url) is not { } record ? Uncached([])
        : await UnfoldAsync(user, record.Kind, record.Id, ct);

    public static TurnResult AnonymousLink(JsonElement value) =>
        Text(value, "url") is null ? TurnResult.OfStatus(400)
        : Uncached([PickCards.Attachment(PickCards.Anonymous(), "A record of the CRM", "Add the CRM app to see it.")]);

    public async Task<TurnResult> FormAsync(CurrentUser user, JsonElement value, CancellationToken ct)
    {
        if (Text(value, "commandId") is not { } command || !Forms.TryGetValue(command, out var form))
        {
            return TurnResult.OfStatus(400);
        }

        var (verb, data) = form(MessagePayload.Of(value));
        return Dialogs.Continue((await cards.RunAsync(user, verb, data, ct)).Card);
    }

    /// <summary>Typeahead of a picker: at most fifteen, the latest when nothing is typed.</summary>
    public async Task<TurnResult> ChoicesAsync(CurrentUser? user, JsonElement value, CancellationToken ct)
    {
        if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty("queryText", out var typed)
            || typed.ValueKind is not JsonValueKind.String)
        {
            return TurnResult.Json(
                new { statusCode = 400, type = "application/vnd.microsoft.error",
                    value = new { code = "BadRequest", message = "Missing queryText property for search" } }, 400);
        }

        var choices = user is null ? [] : (await useCases.RunAsync<FindChoicesHandler, Result<IReadOnlyList<Choice>>>(
            user, (h, token) => h.HandleAsync(new FindChoices(Text(value, "dataset"), typed.GetString()), token), ct)).Value;
        var whole = Found(choices);
        return CardSize.Fits(whole.Body!.Value) ? whole : Found([.. choices.Select(c => c with { Title = Cut(c.Title) })]);
    }

    private static TurnResult Found(IReadOnlyList<Choice> choices) => TurnResult.Json(new
    {
        type = "application/vnd.microsoft.search.searchResponse",
        statusCode = 200,
        value = new { results = choices.Select(c => new { title = c.Title, value = c.Value }) },
    });

    private async Task<IReadOnlyList<Pick>> PickAsync(CurrentUser user, PickRecords pick, CancellationToken ct) =>
        (await useCases.RunAsync<PickRecordsHandler, Result<IReadOnlyList<Pick>>>(
            user, (h, token) => h.HandleAsync(pick, token), ct)).Value;

    private async Task<TurnResult> UnfoldAsync(CurrentUser user, RecordKind kind, Guid id, CancellationToken ct) =>
        await NameAsync(user, kind, id, ct) is { } name
        ? Uncached([PickCards.Attachment(PickCards.Unfolded(kind, id), name, kind.ToString())])
        : Uncached([]);

    /// <summary>Null when it is not there, or not theirs to see.</summary>
    private async Task<string?> NameAsync(CurrentUser user, RecordKind kind, Guid id, CancellationToken ct)
    {
        var answer = await cards.RunAsync(user, new ShowRecord(kind, id), ct);
        return answer.Refusal is null ? answer.Card.FallbackText ?? kind.ToString() : null;
    }

    /// <summary>As Teams takes them: too large together they lose their details first, then the ends of their names.</summary>
    private static TurnResult Results(IReadOnlyList<Pick> picks)
    {
        IReadOnlyList<Func<Pick, Pick>> forms =
        [
            whole => whole,
            whole => whole with { Detail = "" },
            whole => whole with { Title = Cut(whole.Title), Detail = "" },
        ];
        return forms.Select(form => Result([.. picks.Select(form).Select(PickCards.Attachment)]))
                .FirstOrDefault(result => CardSize.Fits(result.Body!.Value))
            ?? Message("These results are too long for Teams. Type a part of the name to get fewer.");
    }

    private static string Cut(string title) => title.Length <= ShortTitle ? title
        : title[..(char.IsHighSurrogate(title[ShortTitle - 2]) ? ShortTitle - 2 : ShortTitle - 1)] + "…";

    private static TurnResult Result(IReadOnlyList<object> attachments) =>
        TurnResult.Json(new { composeExtension = new { type = "result", attachmentLayout = "list", attachments } });

    private static TurnResult Message(string text) => TurnResult.Json(new { composeExtension = new { type = "message", text } });

    private static TurnResult Uncached(IReadOnlyList<object> attachments) => TurnResult.Json(new
    {
        composeExtension = new
        {
            type = "result", attachmentLayout = "list", attachments,
            suggestedActions = new { actions = new[] { new { type = "setCachePolicy", value = "{\"type\":\"no-cache\"}" } } },
        },
    });

    /// <summary>The first parameter that is not "this is the first opening"; its value may be any JSON.</summary>
    private static string? Typed(JsonElement value) => !value.TryGetProperty("parameters", out var parameters)
        || parameters.ValueKind is not JsonValueKind.Array ? null
        : parameters.EnumerateArray().Where(p => p.ValueKind is JsonValueKind.Object && Text(p, "name") is not (null or "initialRun"))
        .Select(p => Text(p, "value")).FirstOrDefault();

    private static int Number(JsonElement owner, string name, int usual) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt32(out var n) && n >= 0 ? n : usual;

    internal static string? Text(JsonElement owner, string member) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
        ? value.GetString()
        : null;
}
