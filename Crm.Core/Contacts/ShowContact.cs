using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Deals;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

public sealed record ShowContact(Guid Id)
{
    public const string Verb = "contact.show";
}

/// <summary>A contact with open deals and what happened last, mails that only copied them included.</summary>
public sealed record ContactDetails(ContactView Contact, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowContactHandler(ICrmDb db)
{
    public const int Shown = 6;

    public async Task<Result<ContactDetails>> HandleAsync(ShowContact show, CancellationToken ct)
    {
        var contact = await db.Contacts.NotDeleted().Where(c => c.Id == show.Id).Select(ContactView.Of).SingleOrDefaultAsync(ct);
        if (contact is null)
        {
            return Refusal.NotFound("contact");
        }

        var deals = await db.Deals.NotDeleted().Where(d => d.Status == DealStatus.Open && d.ContactId == show.Id)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of).ToListAsync(ct);
        return new ContactDetails(contact, deals, await TimelineAsync(show.Id, ct));
    }

    /// <summary>Two index walks merged here: an OR between the contact and the participants would cost both indexes.</summary>
    private async Task<IReadOnlyList<ActivityView>> TimelineAsync(Guid id, CancellationToken ct)
    {
        var own = await db.Activities.NotDeleted().Where(a => a.ContactId == id)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of).ToListAsync(ct);
        var took = await db.Activities.NotDeleted().Where(a => a.ContactId != id && a.Participants.Any(p => p.ContactId == id))
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of).ToListAsync(ct);
        return [.. own.Concat(took).OrderByDescending(a => a.OccurredAt).Take(Shown)];
    }
}
