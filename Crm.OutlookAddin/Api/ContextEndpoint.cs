using System.Text.Json.Serialization;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Input;
using Crm.Core.ItemContext;
using Crm.Core.MatchQuestions;
using Crm.Core.Routes;

namespace Crm.OutlookAddin.Api;

/// <summary>The item that is open beside the pane, as Office.js describes it.</summary>
internal sealed record ItemSeen(
    string? Kind = null, string? Mode = null, string? InternetMessageId = null, string? RestId = null, string? ConversationId = null,
    string? Subject = null);

internal sealed record ContextRequest(ItemSeen? Item = null, IReadOnlyList<PersonSeen>? People = null);

[JsonConverter(typeof(JsonStringEnumConverter<PersonIs>))]
internal enum PersonIs
{
    [JsonStringEnumMemberName("contact")]
    Contact,
    [JsonStringEnumMemberName("company")]
    Company,
    [JsonStringEnumMemberName("colleague")]
    Colleague,
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>What a press of a button would send: <c>POST /api/cards/{verb}</c> with the data.</summary>
internal sealed record Press(string Verb, JsonElement Data);

/// <param name="Card">The contact's card or the prefilled form; only the first few people have theirs with them.</param>
/// <param name="Open">How to get the card of the others.</param>
/// <param name="MayBe">The card that asks whether this is a contact under a new address; null where nobody looks like it.</param>
internal sealed record PersonAnswer(
    string? Email, string? Name, string? Role, PersonIs Kind, Guid? ContactId, Guid? CompanyId, string? Company, bool DoNotContact,
    JsonElement? Card, Press? Open, JsonElement? MayBe);

internal sealed record CompanyCardAnswer(Guid CompanyId, JsonElement Card);

/// <param name="State">logged, skipped or removed.</param>
/// <param name="Reason">The code of the why-ledger.</param>
/// <param name="Sentence">The same for people.</param>
/// <param name="ActivityId">What it became; null when it became nothing.</param>
/// <param name="Question">How to get the card that asks what the item is about; null where nothing is asked.</param>
internal sealed record CaptureAnswer(string State, string Reason, string Sentence, Guid? ActivityId, Press? Question)
{
    public static CaptureAnswer Of(LedgerOutcome outcome, string reason, Guid? activityId, Press? question = null) =>
        new(UpperSnakeCase.Of(outcome).ToLowerInvariant(), reason, CaptureReason.Sentence(reason), activityId, question);
}

internal sealed record ContextAnswer(IReadOnlyList<PersonAnswer> People, CaptureAnswer? Capture, IReadOnlyList<CompanyCardAnswer> Cards);

/// <summary>Who is on the open item, as the CRM knows them.</summary>
internal static class ContextEndpoint
{
    public static async Task<Results<Ok<ContextAnswer>, ProblemHttpResult>> PostAsync(
        ContextRequest asked, Me me, UseCaseRunner useCases, CardRoutes cards, OpenItem item, CancellationToken ct)
    {
        if (asked.People is { Count: > RecognisePeople.Most })
        {
            return Problems.Of(
                Refusal.Invalid(new FieldError("people", $"At most {RecognisePeople.Most} people can be looked up at once.")));
        }

        var request = new RecognisePeople(
            [.. (asked.People ?? []).OfType<PersonSeen>()], asked.Item?.InternetMessageId,
                asked.Item is { Kind: "appointment", RestId: { } id } ? await item.EventIdAsync(me.User, id, ct) : null)
        {
            Own = await item.AddressesAsync(me.User, ct),
        };
        var found = await AskAsync();

        // Somebody on it has become a contact since it was left out: it is looked at now, and the answer says what came of it.
        if (found.Refusal is null && found.Value.Capture is { Reason: CaptureReason.KnownSince } left
            && await item.LookAgainAsync(me.User, left, ct))
        {
            found = await AskAsync();
        }

        return found.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(Answer(found.Value, me.User, cards));

        Task<Result<Recognised>> AskAsync() =>
            useCases.RunAsync<RecognisePeopleHandler, Result<Recognised>>(me.User, (h, token) => h.HandleAsync(request, token), ct);
    }

    private static ContextAnswer Answer(Recognised found, CurrentUser reader, CardRoutes cards) => new(
        [.. found.People
            .Select(
                p => new PersonAnswer(
                    p.Email, p.Name, p.Role, Kind(p.Kind), p.ContactId, p.CompanyId, p.Company, p.DoNotContact, Card(p, reader, cards),
                    Open(p, reader), p is { MayBe.Count: > 0, Email: { } address } && reader.MayChangeRecords
                        ? CardJson.ToElement(NewAddressCard.For(address, p.MayBe)) : null))],
        found.Capture is { } c
            ? CaptureAnswer.Of(c.Outcome, c.Reason, c.ActivityId, c.QuestionId is { } question && reader.MayChangeRecords
                ? new Press(ShowQuestion.Verb, JsonSerializer.SerializeToElement(new ShowQuestion(question), CardJson.Options))
                : null)
            : null,
        [.. found.Companies
            .Select(
                c => new CompanyCardAnswer(
                    c.Details.Company.Id, CardJson.ToElement(cards.CardOf(reader, new ShowCompany(c.Details.Company.Id), c))))]);

    private static JsonElement? Card(RecognisedPerson person, CurrentUser reader, CardRoutes cards) => person switch
    {
        { Sheet: { } sheet } => CardJson.ToElement(cards.CardOf(reader, new ShowContact(sheet.Details.Contact.Id), sheet)),
        { Form: { } form } when reader.MayChangeRecords => CardJson.ToElement(cards.CardOf(reader, person.Proposal(), form)),
        _ => null,
    };

    private static Press? Open(RecognisedPerson person, CurrentUser reader) => person.Kind switch
    {
        PersonKind.Contact =>
            new Press(ShowContact.Verb, JsonSerializer.SerializeToElement(new ShowContact(person.ContactId!.Value), CardJson.Options)),
        PersonKind.Company or PersonKind.Unknown => !reader.MayChangeRecords ? null :
            new Press(NewContact.Verb, JsonSerializer.SerializeToElement(person.Proposal(), CardJson.Options)),
        PersonKind.Colleague => null,
    };

    public static PersonIs Kind(PersonKind kind) => kind switch
    {
        PersonKind.Contact => PersonIs.Contact,
        PersonKind.Company => PersonIs.Company,
        PersonKind.Colleague => PersonIs.Colleague,
        PersonKind.Unknown => PersonIs.Unknown,
    };
}
