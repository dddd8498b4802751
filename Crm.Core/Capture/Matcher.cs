using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Database;
using Crm.Core.Deals;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>What an item is about. Contacts holds everybody on it who is one, for the participant rows.</summary>
public sealed record Match(Guid? CompanyId, Guid? ContactId, Guid? DealId, string Reason, IReadOnlyDictionary<string, Guid> Contacts);

/// <summary>
/// Finds records for the people of a whole page in three queries. A mailbox's user has their own contacts first; where they have none,
/// a colleague's contact counts, then the company whose domain somebody writes from.
/// </summary>
public sealed class Matcher
{
    private readonly Dictionary<string, KnownContact> contacts;
    private readonly Dictionary<string, Guid> companies;
    private readonly List<OpenDeal> deals;

    private Matcher(Dictionary<string, KnownContact> contacts, Dictionary<string, Guid> companies, List<OpenDeal> deals)
    {
        this.contacts = contacts;
        this.companies = companies;
        this.deals = deals;
    }

    public static async Task<Matcher> ForAsync(ICrmDb db, Guid userId, IReadOnlyCollection<Participant> outsiders, CancellationToken ct)
    {
        var addresses = outsiders.Select(p => p.Address).Distinct().ToList();
        var contacts = (await db.ContactAddresses
                .Where(a => addresses.Contains(a.Address) && !a.Contact!.IsDeleted)
                .Select(a => new { a.Address, a.ContactId, a.Contact!.CompanyId, a.Contact.OwnerId })
                .ToListAsync(ct))
            .GroupBy(a => a.Address, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.OrderByDescending(a => a.OwnerId == userId).ThenBy(a => a.ContactId)
                    .Select(a => new KnownContact(a.ContactId, a.CompanyId, a.OwnerId == userId)).First(),
                StringComparer.Ordinal);

        var domains = outsiders.SelectMany(p => MailDomain.AllOfCompany(p.Address)).Distinct().ToList();
        var companies = (await db.Companies.NotDeleted()
                .Where(c => c.Domain != null && domains.Contains(c.Domain))
                .Select(c => new { c.Id, Domain = c.Domain!, c.OwnerId })
                .Concat(db.FurtherDomains.Where(d => domains.Contains(d.Domain) && !d.Company!.IsDeleted)
                    .Select(d => new { Id = d.CompanyId, d.Domain, d.Company!.OwnerId }))
                .ToListAsync(ct))
            .GroupBy(c => c.Domain, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key, g => g.OrderByDescending(c => c.OwnerId == userId).ThenBy(c => c.Id).First().Id, StringComparer.Ordinal);

        var contactIds = contacts.Values.Select(c => (Guid?)c.Id).ToList();
        var companyIds = contacts.Values.Select(c => c.CompanyId).OfType<Guid>().Concat(companies.Values).Select(id => (Guid?)id).Distinct()
            .ToList();
        var deals = await db.Deals.NotDeleted()
            .Where(d => d.Status == DealStatus.Open && (contactIds.Contains(d.ContactId) || companyIds.Contains(d.CompanyId)))
            .Select(
                d => new OpenDeal(d.Id, d.ContactId, d.CompanyId, d.OwnerId == userId,
                    d.LastActivityAt > d.UpdatedAt ? d.LastActivityAt.Value : d.UpdatedAt))
            .ToListAsync(ct);
        return new Matcher(
            contacts, companies, [.. deals.OrderByDescending(d => d.IsOwn).ThenByDescending(d => d.TouchedAt).ThenBy(d => d.Id)]);
    }

    /// <summary>Whether somebody is a contact.</summary>
    public bool Knows(Participant person) => contacts.ContainsKey(person.Address);

    /// <returns>Null when nobody on it is known.</returns>
    public Match? Find(IEnumerable<Participant> outsiders)
    {
        var people = outsiders.OrderBy(p => Rank(p.Kind)).ToList();
        var known = people.Where(p => contacts.ContainsKey(p.Address)).Select(p => (Person: p, Contact: contacts[p.Address]))
            .OrderByDescending(k => k.Contact.IsOwn).ToList();
        var found = known.GroupBy(k => k.Person.Address, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Contact.Id, StringComparer.Ordinal);
        if (known.Count > 0)
        {
            var (person, contact) = known[0];
            var company = contact.CompanyId ?? CompanyOf(person);
            return new Match(company, contact.Id, DealOf(contact.Id, company), CaptureReason.KnownContact, found);
        }

        return people.Select(CompanyOf).FirstOrDefault(id => id is not null) is { } firm
            ? new Match(firm, null, DealOf(null, firm), CaptureReason.KnownCompany, found)
            : null;
    }

    private Guid? CompanyOf(Participant person) =>
        MailDomain.AllOfCompany(person.Address).Where(companies.ContainsKey).Select(d => (Guid?)companies[d]).FirstOrDefault();

    private Guid? DealOf(Guid? contactId, Guid? companyId) =>
        (contactId is null ? null : deals.FirstOrDefault(d => d.ContactId == contactId)?.Id)
        ?? (companyId is null ? null : deals.FirstOrDefault(d => d.CompanyId == companyId)?.Id);

    private static int Rank(ParticipantKind kind) => kind switch
    {
        ParticipantKind.From or ParticipantKind.Organizer => 0,
        ParticipantKind.To => 1,
        ParticipantKind.Attendee => 2,
        ParticipantKind.Cc => 3,
        ParticipantKind.Bcc => 4,
    };

    private sealed record KnownContact(Guid Id, Guid? CompanyId, bool IsOwn);

    private sealed record OpenDeal(Guid Id, Guid? ContactId, Guid? CompanyId, bool IsOwn, DateTimeOffset TouchedAt);
}
