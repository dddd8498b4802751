using Crm.Core.Capture;
using Crm.Core.Choices;
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
    public const int Most = 100;

    /// <summary>Further addresses of whoever asks, in lower case: nobody is their own colleague.</summary>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();
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

public sealed record Recognised(
    IReadOnlyList<RecognisedPerson> People, IReadOnlyList<RecordPage<CompanyDetails, PageFields<Company>>> Companies, ItemCapture? Capture);

/// <summary>
/// Two or three queries whatever the number of people, and a few more for each of the first ones, whose cards come along.
/// </summary>
public sealed class RecognisePeopleHandler(ICrmDb db, CurrentUser user, ShowContactHandler contacts, ShowCompanyHandler companies,
    NewContactHandler forms, TenantChoicesCache choices)
{
    private const int WithCard = 4;
    private const int CompaniesWithCard = 2;

    private static readonly Func<DbContext, string[], Guid, IAsyncEnumerable<Known>> ByAddress = EF.CompileAsyncQuery(
        (DbContext db, string[] addresses, Guid me) => db.Set<ContactAddress>()
            .Where(a => addresses.Contains(a.Address) && !a.Contact!.IsDeleted)
            .Select(a => new Known(
                a.Address, a.ContactId, a.Contact!.FirstName + " " + a.Contact.LastName, a.Contact.CompanyId, a.Contact.Company!.Name,
                a.OwnerId == me, a.Contact.DoNotContact)));

    /// <summary>
    /// For the commonest item, a mail from one person: PostgreSQL plans for a list anew each time, because it expects ten of them.
    /// </summary>
    private static readonly Func<DbContext, string, Guid, IAsyncEnumerable<Known>> ByOneAddress = EF.CompileAsyncQuery(
        (DbContext db, string address, Guid me) => db.Set<ContactAddress>().Where(a => a.Address == address && !a.Contact!.IsDeleted)
            .Select(a => new Known(
                a.Address, a.ContactId, a.Contact!.FirstName + " " + a.Contact.LastName, a.Contact.CompanyId, a.Contact.Company!.Name,
                a.OwnerId == me, a.Contact.DoNotContact)));

    private static readonly Func<DbContext, string[], IAsyncEnumerable<string>> Colleagues = EF.CompileAsyncQuery(
        (DbContext db, string[] patterns) => db.Set<User>()
            .Where(u => !u.IsDeleted && patterns.Any(p => EF.Functions.Like(u.EmailLower, p))).Select(u => u.EmailLower));

    private static readonly Func<DbContext, string[], IAsyncEnumerable<Firm>> ByDomain = EF.CompileAsyncQuery(
        (DbContext db, string[] domains) => db.Set<Company>().Where(c => !c.IsDeleted && domains.Contains(c.Domain!))
            .Select(c => new { c.Id, c.Name, Domain = c.Domain! })
            .Concat(db.Set<FurtherDomain>().Where(d => domains.Contains(d.Domain) && !d.Company!.IsDeleted)
                .Select(d => new { Id = d.CompanyId, d.Company!.Name, d.Domain }))
            .Select(f => new Firm(f.Id, f.Name, f.Domain)));

    public async Task<Result<Recognised>> HandleAsync(RecognisePeople asked, CancellationToken ct)
    {
        var people = await WhoAsync(asked.People.Take(RecognisePeople.Most), asked.Own, ct);
        var shown = new List<RecognisedPerson>(people.Count);
        foreach (var person in people)
        {
            shown.Add(shown.Count(p => p.Sheet is not null || p.Form is not null) < WithCard ? await WithCardAsync(person, ct) : person);
        }

        var details = new List<RecordPage<CompanyDetails, PageFields<Company>>>();
        foreach (var id in shown.Where(p => p.Kind is PersonKind.Company).Select(p => p.CompanyId!.Value).Distinct()
            .Take(CompaniesWithCard))
        {
            if (await companies.PageAsync(new ShowCompany(id), ct) is { Refusal: null } company)
            {
                details.Add(company.Value);
            }
        }

        return new Recognised(shown, details, await CaptureAsync(asked, shown, ct));
    }

    /// <summary>Who they are, each once and without whoever asks; no cards.</summary>
    internal Task<IReadOnlyList<RecognisedPerson>> WhoAsync(
        IEnumerable<PersonSeen> people, IReadOnlySet<string> own, CancellationToken ct) => MatchAsync(
        [.. people.Select(Clean).Where(p => (p.Email is not null || p.Name is not null) && !IsReader(p, own)).DistinctBy(Key)], ct);

    private async Task<IReadOnlyList<RecognisedPerson>> MatchAsync(List<PersonSeen> people, CancellationToken ct)
    {
        string[] addresses = [.. people.Select(p => p.Email).OfType<string>()];
        var known =
            (await (addresses is [var one] ? ByOneAddress(db.Context, one, user.Id) : ByAddress(db.Context, addresses, user.Id))
                .ToListAsync(ct))
            .OrderByDescending(k => k.IsOwn).ThenBy(k => k.ContactId).DistinctBy(k => k.Address).ToDictionary(k => k.Address);
        var colleagues =
            await ColleaguesAsync([.. addresses.SelectMany(a => (string[])[DomainOf(a), .. MailDomain.AllOfCompany(a)]).Distinct()], ct);
        var ours = colleagues.Select(MailDomain.OfCompany).OfType<string>().ToHashSet();
        string[] theirs = [.. addresses.Where(a => !known.ContainsKey(a)).SelectMany(MailDomain.AllOfCompany).Except(ours).Distinct()];
        var firms = theirs.Length == 0 ? [] : (await ByDomain(db.Context, theirs).ToListAsync(ct)).OrderBy(c => c.Id)
            .DistinctBy(c => c.Domain).ToDictionary(c => c.Domain);

        return [.. people.Select(p =>
        {
            var person = new RecognisedPerson(p.Email, p.Name, p.Role, PersonKind.Unknown, null, null, null, null, null);
            if (p.Email is null)
            {
                return person;
            }

            if (colleagues.Contains(p.Email))
            {
                return person with { Kind = PersonKind.Colleague };
            }

            if (known.TryGetValue(p.Email, out var contact))
            {
                return person with { Kind = PersonKind.Contact, Name = contact.Name, ContactId = contact.ContactId,
                    CompanyId = contact.CompanyId, Company = contact.Company, DoNotContact = contact.DoNotContact };
            }

            var domains = MailDomain.AllOfCompany(p.Email);
            return domains.Any(ours.Contains) ? person with { Kind = PersonKind.Colleague }
                : domains.Select(firms.GetValueOrDefault).OfType<Firm>().FirstOrDefault() is { } firm
                ? person with { Kind = PersonKind.Company, CompanyId = firm.Id, Company = firm.Name }
                : person;
        })];
    }

    /// <summary>Everybody of ours at these domains.</summary>
    private async Task<IReadOnlyList<string>> ColleaguesAsync(IReadOnlyList<string> domains, CancellationToken ct) =>
        (await choices.GetAsync(db, user, ct)).Colleagues is { } kept
        ? [.. domains.SelectMany(domain => kept[domain])]
        : await Colleagues(db.Context, [.. domains.Select(domain => "%@" + domain)]).ToListAsync(ct);

    private async Task<RecognisedPerson> WithCardAsync(RecognisedPerson person, CancellationToken ct) => person.Kind switch
    {
        PersonKind.Colleague => person,
        PersonKind.Contact when await contacts.PageAsync(new ShowContact(person.ContactId!.Value), ct) is { Refusal: null } contact =>
            person with { Sheet = contact.Value },
        PersonKind.Contact => person,
        PersonKind.Company or PersonKind.Unknown => person with { Form = (await forms.HandleAsync(person.Proposal(), ct)).Value },
    };

    private async Task<ItemCapture?> CaptureAsync(RecognisePeople asked, List<RecognisedPerson> shown, CancellationToken ct)
    {
        var key = SourceKeys.Mail(asked.InternetMessageId);
        if (key is null && asked.EventId is null)
        {
            return null;
        }

        var open = db.MatchQuestionItems.Where(MatchQuestionItem.IsOpen).Where(i => i.Question!.UserId == user.Id);
        var found = await (key is null
                ? db.CaptureLedger.Where(e => e.UserId == user.Id && e.Kind == LedgerKind.Event && e.GraphId == asked.EventId)
                : db.CaptureLedger.Where(e => e.UserId == user.Id && e.SourceKey == key))
            .OrderByDescending(e => e.DecidedAt)
            .Select(
                e => new { State = new ItemCapture(e.Outcome, e.Reason, e.Kind, e.GraphId, e.ActivityId,
                        open.Where(i => i.ActivityId == e.ActivityId).Select(i => (Guid?)i.QuestionId).FirstOrDefault()),
                    IsDeleted = db.Activities.Any(a => a.Id == e.ActivityId && a.IsDeleted) })
            .FirstOrDefaultAsync(ct);
        return found?.State.Now(found.IsDeleted, shown);
    }

    private bool IsReader(PersonSeen seen, IReadOnlySet<string> own) =>
        seen.Email is { } address && (address == EmailAddress.Key(user.Email) || own.Contains(address));

    /// <summary>Outlook also gives X.500 names and empty addresses; those aren't addresses to look up or to propose.</summary>
    private static PersonSeen Clean(PersonSeen seen) =>
        seen with { Email = EmailAddress.Key(seen.Email) is { Length: <= ContactAddress.Length } email ? email : null,
            Name = Text(seen.Name, 200), Role = Text(seen.Role, 40) };

    private static string? Text(string? text, int length) => NormalText.Line(text).Replace("\0", "", StringComparison.Ordinal) switch
    {
        "" => null,
        { } longer when longer.Length > length => longer[..length],
        { } fits => fits,
    };

    private static string Key(PersonSeen seen) => seen.Email ?? "?" + seen.Name;

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private sealed record Firm(Guid Id, string Name, string Domain);

    private sealed record Known(
        string Address, Guid ContactId, string Name, Guid? CompanyId, string? Company, bool IsOwn, bool DoNotContact);
}
