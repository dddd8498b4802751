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
/// <param name="Kind">message or appointment.</param>
/// <param name="Mode">Whether it is read or written.</param>
/// <param name="InternetMessageId">A mail's, as its header has it.</param>
/// <param name="RestId">Graph's id of it.</param>
/// <param name="ConversationId">Of a mail.</param>
/// <param name="Subject">As it stands there.</param>
/// <param name="Mailbox">The address of whose mailbox it lies in, where that is not the caller's own; a claim.</param>
/// <param name="IsCut">Whether there may be more people on it than Outlook gave: the mailbox is asked for the others.</param>
internal sealed record ItemSeen(
    string? Kind = null, string? Mode = null, string? InternetMessageId = null, string? RestId = null, string? ConversationId = null,
    string? Subject = null, string? Mailbox = null, bool? IsCut = null)
{
    [JsonIgnore]
    public bool IsMeeting => Kind == "appointment";
}

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
    CardContent? Card, Press? Open, CardContent? MayBe);

internal sealed record CompanyCardAnswer(Guid CompanyId, CardContent Card);

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

/// <param name="IsRead">Whether it is read for the caller: items in it can be logged, and are completed from it.</param>
internal sealed record MailboxAnswer(string Owner, bool IsRead, string Sentence)
{
    public static MailboxAnswer Of(string owner, bool isRead) => new(owner, isRead, isRead
        ? $"In the mailbox {owner}, which you answer for."
        : $"In the mailbox of {owner}. The CRM does not read it for you: you see whom Outlook names, and nothing is logged from here.");
}

/// <param name="FurtherPeople">
/// How many more are on it, beyond those an answer names; null where Outlook gave a part and the mailbox cannot be asked for the others.
/// </param>
/// <param name="Mailbox">Where it lies; null for the caller's own.</param>
internal sealed record ContextAnswer(
    IReadOnlyList<PersonAnswer> People, CaptureAnswer? Capture, IReadOnlyList<CompanyCardAnswer> Cards, int? FurtherPeople,
    MailboxAnswer? Mailbox);

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

        var (isCut, place) = (asked.Item?.IsCut == true, await item.PlaceAsync(me.User, asked.Item, ct));
        var mayComplete = isCut && await item.MayReadAsync(me.User, ct);
        var read = asked.Item is { } seen && (mayComplete || seen.IsMeeting) ? await item.ReadAsync(me.User, place, seen, ct) : null;
        var people = (asked.People ?? []).OfType<PersonSeen>();
        var request = new RecognisePeople(
            [.. mayComplete ? OpenItem.Complete(people, read) : people], asked.Item?.InternetMessageId,
            (read as MailboxItem.Meeting)?.GraphId)
        {
            IsWhole = mayComplete && read is not null,
            Own = await item.AddressesAsync(me.User, ct),
            Owner = place.Owner,
            IsRead = place.IsRead,
        };
        var found = await AskAsync();

        // Somebody on it has become a contact since it was left out: it is looked at now, and the answer says what came of it.
        if (found.Refusal is null && found.Value.Capture is { Reason: CaptureReason.KnownSince } left
            && await item.LookAgainAsync(me.User, place, left, ct))
        {
            found = await AskAsync();
        }

        return found.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(
            Answer(found.Value, me.User, cards, place, isCut && !request.IsWhole ? null : found.Value.Left));

        Task<Result<Recognised>> AskAsync() =>
            useCases.RunAsync<RecognisePeopleHandler, Result<Recognised>>(me.User, (h, token) => h.HandleAsync(request, token), ct);
    }

    private static ContextAnswer Answer(Recognised found, CurrentUser reader, CardRoutes cards, ItemPlace place, int? furtherPeople) => new(
        [.. found.People
            .Select(
                p => new PersonAnswer(
                    p.Email, p.Name, p.Role, Kind(p.Kind), p.ContactId, p.CompanyId, p.Company, p.DoNotContact, Card(p, reader, cards),
                    Open(p, reader), p is { MayBe.Count: > 0, Email: { } address } && reader.MayChangeRecords
                        ? NewAddressCard.For(address, p.MayBe) : null))],
        found.Capture is { } c
            ? CaptureAnswer.Of(c.Outcome, c.Reason, c.ActivityId, c.QuestionId is { } question && reader.MayChangeRecords
                ? new Press(ShowQuestion.Verb, JsonSerializer.SerializeToElement(new ShowQuestion(question), CardJson.Options))
                : null)
            : null,
        [.. found.Companies
            .Select(
                c => new CompanyCardAnswer(
                    c.Details.Company.Id, cards.CardOf(reader, new ShowCompany(c.Details.Company.Id), c)))],
        furtherPeople, found.Owner is { } owner ? MailboxAnswer.Of(owner, place.IsRead) : null);

    private static CardContent? Card(RecognisedPerson person, CurrentUser reader, CardRoutes cards) => person switch
    {
        { Sheet: { } sheet } => cards.CardOf(reader, new ShowContact(sheet.Details.Contact.Id), sheet),
        { Form: { } form } when reader.MayChangeRecords => cards.CardOf(reader, person.Proposal(), form),
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
