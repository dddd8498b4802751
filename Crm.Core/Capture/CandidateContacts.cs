using Crm.Core.Choices;
using Crm.Core.Contacts;
using Crm.Core.Matching;

namespace Crm.Core.Capture;

/// <summary>
/// Makes contacts of a page's candidates in the transaction that saves their mail. One address becomes one contact: whoever comes second,
/// in this page or beside it, finds the first one's.
/// </summary>
public sealed class CandidateContacts(
    ICrmDb db, CurrentUser reader, TenantChoicesCache choices, ICaptureStore store, TimeProvider clock)
{
    private readonly Dictionary<string, Guid> contacts = new(StringComparer.Ordinal);
    private readonly HashSet<string> makers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string?> countries = [];
    private readonly List<Guid> made = [];
    private HashSet<string> barred = [];
    private Dictionary<string, JsonElement> custom = [];

    /// <summary>Comes before anything else is read: others who would make the same contacts wait from here on.</summary>
    public async Task LoadAsync(SavePage page, CancellationToken ct)
    {
        List<ContactCandidate> candidates = [.. page.Items.OfType<Planned.Mail>().Select(m => m.Candidate).OfType<ContactCandidate>()];
        string[] addresses = [.. candidates.Select(c => c.Person.Address).Distinct()];
        if (addresses.Length == 0)
        {
            return;
        }

        await store.LockPeopleAsync(addresses, ct);
        var known = await db.ContactAddresses.Where(a => addresses.Contains(a.Address) && !a.Contact!.IsDeleted)
            .Select(a => new { a.Address, a.ContactId, a.OwnerId }).ToListAsync(ct);
        foreach (var contact in known.OrderBy(k => k.OwnerId != page.Mailbox.User.Id).ThenBy(k => k.ContactId))
        {
            contacts.TryAdd(contact.Address, contact.ContactId);
        }

        barred = [.. await DeletedContacts.AmongAsync(db, addresses, ct), .. await store.ErasedAsync(addresses, ct)];
        custom = CustomValues.Defaults((await choices.GetAsync(db, reader, ct)).CustomFieldsOf("contact"));
        List<Guid> companies = [.. candidates.Select(c => c.CompanyId).OfType<Guid>().Distinct()];
        foreach (var company in await db.Companies.Where(c => companies.Contains(c.Id)).Select(c => new { c.Id, c.Country })
            .ToListAsync(ct))
        {
            countries[company.Id] = company.Country;
        }
    }

    /// <summary>The page with its candidates as contacts.</summary>
    /// <param name="page">As it was planned.</param>
    /// <param name="isThrownAway">Somebody deleted the mail's activity: of its people nothing is made.</param>
    public SavePage Settle(SavePage page, Func<Planned.Mail, bool> isThrownAway) => page with
    {
        Items =
        [
            .. page.Items.Select(item => item is Planned.Mail { Candidate: { } candidate } mail && !isThrownAway(mail)
                && ContactOf(page.Mailbox.User, mail, candidate) is { } id
                ? mail with { Match = candidate.Match.With(candidate.Id, id) }
                : item),
        ],
    };

    /// <summary>The contact that the mail's candidate is; null where there is none.</summary>
    public Guid? ContactOn(Planned.Mail mail) =>
        mail.Candidate is { } candidate && contacts.TryGetValue(candidate.Person.Address, out var id) ? id : null;

    /// <summary>The contact was made of this very mail.</summary>
    public bool IsMadeOf(Planned.Mail mail) => makers.Contains(mail.GraphId);

    /// <summary>Somebody became a contact in this page, or beside it.</summary>
    public bool Include(Participant person) => contacts.ContainsKey(person.Address);

    /// <summary>When they are saved: their history begins.</summary>
    public Task TellAsync(CancellationToken ct) => made.Count == 0 ? Task.CompletedTask : store.MadeFromMailAsync(made, ct);

    private Guid? ContactOf(CurrentUser owner, Planned.Mail mail, ContactCandidate candidate)
    {
        var address = candidate.Person.Address;
        if (contacts.TryGetValue(address, out var known))
        {
            return known;
        }

        if (barred.Contains(address) || Named(owner, mail, candidate) is not { } contact)
        {
            return null;
        }

        contact.Set(new Dictionary<string, JsonElement>(custom, StringComparer.Ordinal));
        db.Contacts.Add(contact);
        contacts[address] = contact.Id;
        made.Add(contact.Id);
        makers.Add(mail.GraphId);
        return contact.Id;
    }

    /// <summary>By the name that the mail shows, else by the one that it is signed with; without a full name there is no contact.</summary>
    private Contact? Named(CurrentUser owner, Planned.Mail mail, ContactCandidate candidate)
    {
        var (person, country) = (candidate.Person, CountryOf(owner, candidate));
        var signature = candidate.IsAuthor && mail.SignedText is { } text
            ? MailSignature.Read(text, person.Name, person.Address, country)
            : MailSignature.None;
        var name = MailSignature.FullName(person.Name) ?? signature.Name;
        if (name is not { First: { } first, Last: { } last })
        {
            return null;
        }

        var contact = Contact.Named(first, last, owner, clock.GetUtcNow())
            .At(candidate.CompanyId, signature.Title)
            .Reached(person.Address, signature.Phone);
        Contact.Fields.Mobile.Set(contact, signature.Mobile);
        return contact;
    }

    /// <summary>Whose phone numbers those without a country code are: the company's, the address's, else the firm's.</summary>
    private string? CountryOf(CurrentUser owner, ContactCandidate candidate) =>
        (candidate.CompanyId is { } company ? countries.GetValueOrDefault(company) : null)
        ?? PersonAddress.CountryOf(candidate.Person.Address) ?? owner.Tenant.Country;
}
