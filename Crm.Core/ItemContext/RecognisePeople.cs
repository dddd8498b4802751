using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Editing;
using Crm.Core.History;
using Crm.Core.MatchQuestions;

namespace Crm.Core.ItemContext;

/// <summary>Somebody on a mail or a meeting, as Outlook names them: a claim to look up, never an identity.</summary>
public sealed record PersonSeen(string? Email = null, string? Name = null, string? Role = null);

/// <summary>Who are these people to us, and what became of this item?</summary>
/// <param name="EventId">Graph's immutable id of a calendar item.</param>
public sealed record RecognisePeople(IReadOnlyList<PersonSeen> People, string? InternetMessageId = null, string? EventId = null)
{
    /// <summary>As many are named in one answer.</summary>
    public const int Most = 100;

    /// <summary>Whether all people of the item are asked about: there may be hundreds, of whom those the CRM knows matter most.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Further addresses of whoever asks, in lower case: nobody is their own colleague.</summary>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();

    /// <summary>Whose mailbox it lies in, by address in lower case; null for the mailbox of whoever asks.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether that mailbox is read for whoever asks; else they hear of what the CRM shows them anyway.</summary>
    public bool IsRead { get; init; } = true;
}

public enum PersonKind
{
    Contact,

    /// <summary>No contact, but the address's domain is a company's.</summary>
    Company,
    Colleague,
    Unknown,
}

/// <summary>A person of the item. <paramref name="Sheet"/> or <paramref name="Form"/> is there for the first few only.</summary>
public sealed record RecognisedPerson(
    string? Email, string? Name, string? Role, PersonKind Kind, Guid? ContactId, Guid? CompanyId, string? Company,
    RecordPage<ContactDetails, PageFields<Contact>>? Sheet, FormView? Form)
{
    /// <summary>A contact who asked not to be contacted.</summary>
    public bool DoNotContact { get; init; }

    /// <summary>Contacts whose new address this may be, the likeliest first; of those few only who have their form.</summary>
    public IReadOnlyList<SameContact> MayBe { get; init; } = [];

    /// <summary>What opens the form for this person with everything filled in that the item says.</summary>
    public NewContact Proposal()
    {
        var name = PersonName.Guess(Name, Email);
        return new NewContact(new CreateContact(name.First, name.Last, Email, CompanyId: CompanyId?.ToString()));
    }
}

/// <param name="GraphId">By which it can be looked at again.</param>
/// <param name="ActivityId">What it became.</param>
/// <param name="QuestionId">What its mailbox's owner is asked about it; null where nothing is open.</param>
public sealed record ItemCapture(
    LedgerOutcome Outcome, string Reason, LedgerKind Kind, string GraphId, Guid? ActivityId, Guid? QuestionId = null)
{
    /// <summary>The ledger keeps what capture did; the reader asks what is.</summary>
    internal ItemCapture Now(bool isDeleted, IEnumerable<RecognisedPerson> people) => this switch
    {
        { Outcome: LedgerOutcome.Logged } when isDeleted => this with { Outcome = LedgerOutcome.Removed, Reason = CaptureReason.Deleted },
        { Reason: CaptureReason.Unknown } when people.Any(p => p.Kind is PersonKind.Contact or PersonKind.Company) =>
            this with { Reason = CaptureReason.KnownSince },
        _ => this,
    };
}

/// <param name="Owner">Whose mailbox it lies in: a colleague's name, or the address; null for the mailbox of whoever asks.</param>
/// <param name="Left">How many more there are, of whom nothing is said.</param>
public sealed record Recognised(
    IReadOnlyList<RecognisedPerson> People, IReadOnlyList<RecordPage<CompanyDetails, PageFields<Company>>> Companies, ItemCapture? Capture,
    string? Owner = null, int Left = 0);

/// <summary>
/// One round trip where everybody is known: who they are, the cards of the first ones and what became of the item travel in one batch, in
/// which the cards are asked for by whoever an earlier query finds. In a crowd the contacts that matter most need not stand first: their
/// cards are one more. Of people whom nobody knows the forms follow, then in one more their companies' cards and whom they may be.
/// </summary>
public sealed class RecognisePeopleHandler(
    ICrmDb db, CurrentUser user, KnownPeople known, ShowContactHandler contacts, ShowCompanyHandler companies, FormSource forms,
    ContactDuplicates doubles)
{
    private const int WithCard = 4;
    private const int CompaniesWithCard = 2;

    private static readonly Func<DbContext, string, string, Guid, IAsyncEnumerable<string>> KeepContact = EF.CompileAsyncQuery(
        (DbContext db, string name, string address, Guid me) => db.Set<ContactAddress>()
            .Where(a => a.Address == address && !a.Contact!.IsDeleted)
            .OrderByDescending(a => a.OwnerId == me).ThenBy(a => a.ContactId).Take(1).Select(a => Sql.KeepId(name, a.ContactId)));

    private static readonly Expression<Func<DbContext, Guid, IQueryable<CaptureLedgerEntry>, IQueryable<CaptureState>>> Latest =
        (db, me, entries) => entries.OrderByDescending(e => e.DecidedAt).Take(1).Select(e => new CaptureState(
            new ItemCapture(
                e.Outcome, e.Reason, e.Kind, e.GraphId, e.ActivityId,
                db.Set<MatchQuestionItem>().Where(MatchQuestionItem.IsOpen)
                    .Where(i => i.Question!.UserId == me && i.ActivityId == e.ActivityId).Select(i => (Guid?)i.QuestionId)
                    .FirstOrDefault()),
            db.Set<Activity>().Any(a => a.Id == e.ActivityId && a.IsDeleted)));

    private static readonly Func<DbContext, Guid, string, IAsyncEnumerable<CaptureState>> OfMail = LatestOf(
        (db, me, key) => db.Set<CaptureLedgerEntry>().Where(e => e.UserId == me && e.SourceKey == key));

    private static readonly Func<DbContext, Guid, string, IAsyncEnumerable<CaptureState>> OfMeeting = LatestOf(
        (db, me, id) => db.Set<CaptureLedgerEntry>().Where(e => e.UserId == me && e.Kind == LedgerKind.Event && e.GraphId == id));

    /// <summary>What another mailbox brought, as far as the reader sees it.</summary>
    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ItemCapture>> OfOthers = EF.CompileAsyncQuery(
        (DbContext db, Guid key) => db.Set<Activity>().Where(a => a.CaptureKey == key && !a.IsDeleted).OrderBy(a => a.Id).Take(1)
            .Select(a => new ItemCapture(LedgerOutcome.Logged, CaptureReason.AlreadyLogged, LedgerKind.Message, "", a.Id, null)));

    public async Task<Result<Recognised>> HandleAsync(RecognisePeople asked, CancellationToken ct)
    {
        var people = KnownPeople.Distinct(asked.People, user, asked.Own);
        var who = await known.OfAsync(people, asked.Owner is { } owner ? new HashSet<string> { owner } : new HashSet<string>(), ct);
        List<ExpectedPage> expected =
        [
            .. people.Where(p => p.Email is not null && !who.HaveColleague(p.Email)).Take(WithCard)
                .Select((p, i) => new ExpectedPage(p.Email!, contacts.Page(RecordId.KeptAs(NameOf(i)), null, ct))),
        ];
        var (capture, elsewhere) = (new List<CaptureState>(), new List<ItemCapture>());
        await db.ReadBatchAsync(
            [
                .. who.Matches.Queries,
                .. State(asked) is { } state ? [async () => capture = await state.ToListAsync(ct)] : Array.Empty<Func<Task>>(),
                .. !asked.IsRead && SourceKeys.Mail(asked.InternetMessageId) is { } key
                    ? [async () => elsewhere = await OfOthers(db.Context, SourceKeys.CaptureKey(key)).ToListAsync(ct)]
                    : Array.Empty<Func<Task>>(),
                .. expected.SelectMany((page, i) => page.Read.Queries.Prepend(
                    async () => await KeepContact(db.Context, NameOf(i), page.Email, user.Id).ToListAsync(ct))),
            ],
            endsHere: true, ct);

        var matched = await who.Matches.AnswerAsync(ct);
        IReadOnlyList<RecognisedPerson> named =
            [.. (asked.IsWhole ? matched.OrderBy(Place) : matched.AsEnumerable()).Take(RecognisePeople.Most)];
        await ExpectAsync(named, expected, ct);
        var shown = await WithCardsAsync(named, expected, ct);
        var (recognised, firms) = await StrangersAsync(shown, ct);
        return new Recognised(
            recognised, firms, elsewhere is [var theirs, ..] ? theirs
                : capture is [var found, ..] ? found.Item.Now(found.IsDeleted, matched) : null,
            asked.Owner is { } address ? await known.ColleagueAsync(address, ct) ?? address : null, matched.Count - named.Count);
    }

    /// <summary>Whoever wrote or called stands first, then whom the CRM knows.</summary>
    private static int Place(RecognisedPerson person) => person.Role is "from" or "organizer" ? 0 : person.Kind switch
    {
        PersonKind.Contact => 1,
        PersonKind.Company => 2,
        PersonKind.Unknown => 3,
        PersonKind.Colleague => 4,
    };

    /// <summary>The pages of contacts who turned out to stand among the first.</summary>
    private async Task ExpectAsync(IReadOnlyList<RecognisedPerson> named, List<ExpectedPage> expected, CancellationToken ct)
    {
        List<ExpectedPage> late =
        [
            .. named.Where(p => p.Kind is not PersonKind.Colleague).Take(WithCard)
                .Where(p => p.Kind is PersonKind.Contact && !expected.Exists(e => e.Email == p.Email))
                .Select(p => new ExpectedPage(p.Email!, contacts.Page(p.ContactId!.Value, null, ct))),
        ];
        expected.AddRange(late);
        await db.ReadBatchAsync([.. late.SelectMany(page => page.Read.Queries)], endsHere: false, ct);
    }

    private async Task<IReadOnlyList<RecognisedPerson>> WithCardsAsync(
        IReadOnlyList<RecognisedPerson> people, List<ExpectedPage> expected, CancellationToken ct)
    {
        var shown = new List<RecognisedPerson>(people.Count);
        foreach (var person in people)
        {
            shown.Add(shown.Count(p => p.Sheet is not null || p.Form is not null) < WithCard
                ? await WithCardAsync(person, expected, ct)
                : person);
        }

        return shown;
    }

    private async Task<RecognisedPerson> WithCardAsync(RecognisedPerson person, List<ExpectedPage> expected, CancellationToken ct) =>
        person.Kind switch
        {
            PersonKind.Colleague => person,
            PersonKind.Contact => person with { Sheet = await PageAsync(person, expected, ct) },
            PersonKind.Company or PersonKind.Unknown =>
                person with { Form = await forms.NewAsync(RecordKind.Contact, person.Proposal().Typed, null, ct) },
        };

    /// <summary>Null for a contact that the reader may not see.</summary>
    private async Task<RecordPage<ContactDetails, PageFields<Contact>>?> PageAsync(
        RecognisedPerson person, List<ExpectedPage> expected, CancellationToken ct)
    {
        var page = expected.Find(p => p.Email == person.Email) is { } asked
            ? await asked.Read.AnswerAsync(ct)
            : await contacts.PageAsync(new ShowContact(person.ContactId!.Value), ct);
        return page.Refusal is null ? page.Value : null;
    }

    /// <summary>Nothing is asked where everybody is known.</summary>
    private async Task<(IReadOnlyList<RecognisedPerson> People, IReadOnlyList<RecordPage<CompanyDetails, PageFields<Company>>> Companies)>
        StrangersAsync(IReadOnlyList<RecognisedPerson> shown, CancellationToken ct)
    {
        var pages = shown.Where(p => p.Kind is PersonKind.Company).Select(p => p.CompanyId!.Value).Distinct().Take(CompaniesWithCard)
            .Select(id => companies.Page(id, null, ct)).ToList();
        List<RecognisedPerson> strangers = user.MayChangeRecords ? [.. shown.Where(p => p is { Form: not null, Email: not null })] : [];
        var likely = doubles.UnderNewAddress([.. strangers.Select(p => ContactIdentity.Of(p.Proposal().Typed!))], ct);
        await db.ReadBatchAsync([.. pages.SelectMany(p => p.Queries), .. likely.Queries], endsHere: false, ct);
        var details = new List<RecordPage<CompanyDetails, PageFields<Company>>>();
        foreach (var page in pages)
        {
            if (await page.AnswerAsync(ct) is { Refusal: null } company)
            {
                details.Add(company.Value);
            }
        }

        var mayBe = strangers.Zip(await likely.AnswerAsync(ct)).ToDictionary(pair => pair.First.Email!, pair => pair.Second);
        return ([.. shown.Select(p => mayBe.TryGetValue(p.Email ?? "", out var contacts) ? p with { MayBe = contacts } : p)], details);
    }

    private static Func<DbContext, Guid, string, IAsyncEnumerable<CaptureState>> LatestOf(
        Expression<Func<DbContext, Guid, string, IQueryable<CaptureLedgerEntry>>> entries) =>
        EF.CompileAsyncQuery(Expression.Lambda<Func<DbContext, Guid, string, IQueryable<CaptureState>>>(
            Inline.IntoEach(Latest, entries.Parameters[0], entries.Parameters[1], entries.Body), entries.Parameters));

    /// <summary>Null for an item that cannot be told from others.</summary>
    private IAsyncEnumerable<CaptureState>? State(RecognisePeople asked) =>
        SourceKeys.Mail(asked.InternetMessageId) is { } key ? OfMail(db.Context, user.Id, key)
        : asked.EventId is { } id ? OfMeeting(db.Context, user.Id, id)
        : null;

    private static string NameOf(int place) => $"crm.contact_{place}";

    /// <param name="Email">Of somebody who may be a contact.</param>
    /// <param name="Read">The contact's page, for whoever the batch finds at that address.</param>
    private sealed record ExpectedPage(string Email, BatchedRead<Result<RecordPage<ContactDetails, PageFields<Contact>>>> Read);

    private sealed record CaptureState(ItemCapture Item, bool IsDeleted);
}
