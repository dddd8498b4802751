using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Deals;
using Crm.Core.Matching;
using Crm.Core.MatchQuestions;

namespace Crm.Core.Capture;

/// <summary>Reads what the items of a whole page may be about, in five queries however many they are, and matches each of them.</summary>
public sealed class Matcher
{
    /// <summary>A closed deal is still named in subjects for a while: invoices, complaints.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    private readonly MatchFacts facts;

    private Matcher(MatchFacts facts) => this.facts = facts;

    /// <param name="outsiders">Everybody from outside on any of them.</param>
    public static async Task<Matcher> ForAsync(
        ICrmDb db, Guid userId, IReadOnlyCollection<Participant> outsiders, IReadOnlyCollection<CapturedMail> mails,
        DateTimeOffset now, CancellationToken ct)
    {
        var contacts = await ContactsAsync(db, userId, outsiders, ct);
        var companies = await CompaniesAsync(db, userId, outsiders, ct);
        var known = contacts.SelectMany(c => c).ToList();
        return new Matcher(new MatchFacts(
            contacts, companies,
            await DealsAsync(
                db, [.. known.Select(c => (Guid?)c.Id).Distinct()],
                [.. known.Select(c => c.CompanyId).Concat(companies.SelectMany(c => c).Select(c => (Guid?)c.Id)).OfType<Guid>().Distinct()
                    .Select(id => (Guid?)id)], now - Remembered, ct),
            await ThreadsAsync(db, mails, ct), await NamedRules.OfAsync(db, userId, ct)));
    }

    /// <summary>Whether somebody is a contact.</summary>
    public bool Knows(Participant person) => facts.Contacts.Contains(person.Address);

    /// <summary>Somebody whom nobody knows, as a contact of the mailbox's owner: of which company, what the mail is about then.</summary>
    /// <param name="id">For the contact that is to be made.</param>
    internal ContactCandidate With(Participant person, CapturedMail mail, IEnumerable<Participant> outsiders, Guid id)
    {
        var companyId = PersonMatch.Of(facts, new PersonOnItem(person.Address, person.Kind)).Company.Known;
        var known = facts.Contacts.SelectMany(c => c.Select(contact => (Address: c.Key, Contact: contact)))
            .Append((Address: person.Address, Contact: new KnownContact(id, companyId, IsOwn: true)));
        var with = new Matcher(facts with { Contacts = known.ToLookup(k => k.Address, k => k.Contact, StringComparer.Ordinal) });
        return new ContactCandidate(
            id, person, person.Kind is ParticipantKind.From, companyId,
            with.Find(mail, outsiders) ?? throw new InvalidOperationException("The candidate is on the mail."));
    }

    /// <returns>Null when nobody on it is known.</returns>
    public ItemMatch? Find(CapturedMail mail, IEnumerable<Participant> outsiders) => ItemMatcher.Find(
        facts, new ItemToMatch(mail.Subject, People(outsiders), ThreadOf(mail), MailThread.NamesOf(mail)));

    /// <returns>Null when nobody on it is known.</returns>
    public ItemMatch? Find(CapturedEvent meeting, IEnumerable<Participant> outsiders) => ItemMatcher.Find(
        facts, new ItemToMatch(meeting.Subject, People(outsiders), null, []));

    private static IReadOnlyList<PersonOnItem> People(IEnumerable<Participant> outsiders) =>
        [.. outsiders.Select(p => new PersonOnItem(p.Address, p.Kind))];

    /// <summary>As an activity keeps it.</summary>
    private static string? ThreadOf(CapturedMail mail) =>
        mail.ConversationId is { Length: <= Activity.ConversationIdLength } id ? id : null;

    private static async Task<ILookup<string, KnownContact>> ContactsAsync(
        ICrmDb db, Guid userId, IReadOnlyCollection<Participant> outsiders, CancellationToken ct)
    {
        var addresses = outsiders.SelectMany(p => new[] { p.Address, PersonAddress.BaseOf(p.Address) }).OfType<string>().Distinct()
            .ToList();
        return (await db.ContactAddresses
                .Where(a => addresses.Contains(a.Address) && !a.Contact!.IsDeleted)
                .Select(a => new { a.Address, a.ContactId, a.Contact!.CompanyId, a.Contact.OwnerId })
                .ToListAsync(ct))
            .OrderBy(a => a.ContactId)
            .ToLookup(a => a.Address, a => new KnownContact(a.ContactId, a.CompanyId, a.OwnerId == userId), StringComparer.Ordinal);
    }

    private static async Task<ILookup<string, KnownCompany>> CompaniesAsync(
        ICrmDb db, Guid userId, IReadOnlyCollection<Participant> outsiders, CancellationToken ct)
    {
        var domains = outsiders.SelectMany(p => MailDomain.AllOfCompany(p.Address)).Distinct().ToList();
        return (await db.Companies.NotDeleted()
                .Where(c => c.Domain != null && domains.Contains(c.Domain))
                .Select(c => new { c.Id, Domain = c.Domain!, c.OwnerId })
                .Concat(db.FurtherDomains.Where(d => domains.Contains(d.Domain) && !d.Company!.IsDeleted)
                    .Select(d => new { Id = d.CompanyId, d.Domain, d.Company!.OwnerId }))
                .ToListAsync(ct))
            .DistinctBy(c => (c.Id, c.Domain)).OrderBy(c => c.Id)
            .ToLookup(c => c.Domain, c => new KnownCompany(c.Id, c.OwnerId == userId), StringComparer.Ordinal);
    }

    /// <param name="since">What was closed before is not spoken of any more.</param>
    private static Task<List<KnownDeal>> DealsAsync(
        ICrmDb db, IReadOnlyCollection<Guid?> contacts, IReadOnlyCollection<Guid?> companies, DateTimeOffset since,
        CancellationToken ct) =>
        db.Deals.NotDeleted()
            .Where(d => (d.ClosedAt == null || d.ClosedAt > since)
                && (contacts.Contains(d.ContactId) || companies.Contains(d.CompanyId)))
            .OrderBy(d => d.Id)
            .Select(d => new KnownDeal(
                d.Id, d.Title, d.Company == null ? null : d.Company.Name, d.ContactId, d.CompanyId, d.Status == DealStatus.Open))
            .ToListAsync(ct);

    /// <summary>Earlier activities of the page's threads that are about a deal, in whichever mailbox they were seen.</summary>
    private static async Task<ILookup<string, ThreadDeal>> ThreadsAsync(
        ICrmDb db, IReadOnlyCollection<CapturedMail> mails, CancellationToken ct)
    {
        var conversations = mails.Select(ThreadOf).OfType<string>().Distinct().ToList();
        var keys = mails.SelectMany(MailThread.IdsOf).Select(id => (Guid?)SourceKeys.CaptureKey(SourceKeys.Mail(id)!)).Distinct().ToList();
        var earlier = await db.Activities.NotDeleted()
            .Where(a => a.DealId != null && !a.Deal!.IsDeleted
                && (conversations.Contains(a.ConversationId!) || keys.Contains(a.CaptureKey)))
            .Select(a => new
            {
                a.ConversationId,
                a.CaptureKey,
                DealId = a.DealId!.Value,
                a.Deal!.ContactId,
                a.Deal.CompanyId,
                IsOpen = a.Deal.Status == DealStatus.Open,
                People = a.Participants.Where(p => p.UserId == null).Select(p => p.Address).ToList(),
            })
            .ToListAsync(ct);
        return earlier
            .SelectMany(a => new[]
            {
                a.ConversationId is { } id ? MailThread.ByConversation(id) : null,
                a.CaptureKey is { } key ? MailThread.ByKey(key) : null,
            }.OfType<string>().Select(name => (Name: name, Deal: new ThreadDeal(a.DealId, a.ContactId, a.CompanyId, a.IsOpen, a.People))))
            .ToLookup(t => t.Name, t => t.Deal, StringComparer.Ordinal);
    }
}
