using Crm.Core.Activities;
using Crm.Core.Deals;
using Crm.Core.History;

namespace Crm.Core.Contacts;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowContact(Guid Id, int? Since = null) : ICardRequest, IShowRecord
{
    public static string Verb => "contact.show";
}

/// <summary>A contact with open deals and what happened last, mails that only copied them included.</summary>
public sealed record ContactDetails(ContactView Contact, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline)
{
    /// <summary>By which the contact writes as well, besides <see cref="ContactView.Email"/>.</summary>
    public IReadOnlyList<string> FurtherAddresses { get; init; } = [];
}

public sealed class ShowContactHandler(ICrmDb db, PageExtrasReader extras)
    : ShowRecordHandler<ShowContact, ContactView, PageFields<Contact>, ContactDetails>(db, One, extras)
{
    public const int Shown = 6;

    private static readonly OneRecord<ContactView, PageFields<Contact>> One =
        OneRecord<ContactView, PageFields<Contact>>.Of(RecordKind.Contact, ContactView.Of, PageFields<Contact>.Of(Contact.Fields.All));

    private static readonly RecordQuery<DealView> OpenDeals = RecordQuery<DealView>.Of(
        (db, id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Status == DealStatus.Open && d.ContactId == id)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly RecordQuery<ActivityView> Own = RecordQuery<ActivityView>.Of(
        (db, id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.ContactId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    private static readonly RecordQuery<ActivityView> TakenPartIn = RecordQuery<ActivityView>.Of(
        (db, id) => db.Set<Activity>().Where(
            a => !a.IsDeleted && a.ContactId != id && a.Status == ActivityStatus.Completed && a.Participants.Any(p => p.ContactId == id))
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    private static readonly RecordQuery<string> Addresses = RecordQuery<string>.Of(
        (db, id) => db.Set<ContactAddress>().Where(a => a.ContactId == id && a.Kind != AddressKind.Primary)
            .OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).Take(Shown).Select(a => a.Address));

    /// <summary>Two index walks merged here: an OR between the contact and the participants would cost both indexes.</summary>
    protected override BatchedPart<ContactView, ContactDetails> Details(RecordId id, CancellationToken ct)
    {
        List<DealView> deals = [];
        List<ActivityView> own = [], took = [];
        List<string> addresses = [];
        return new BatchedPart<ContactView, ContactDetails>(
            [
                async () => deals = await OpenDeals.Read(Db.Context, id).ToListAsync(ct),
                async () => own = await Own.Read(Db.Context, id).ToListAsync(ct),
                async () => took = await TakenPartIn.Read(Db.Context, id).ToListAsync(ct),
                async () => addresses = await Addresses.Read(Db.Context, id).ToListAsync(ct),
            ],
            async (view, token) => new ContactDetails(
                view, deals,
                await WithheldWords.ReadAsync(Db, [.. own.Concat(took).OrderByDescending(a => a.OccurredAt).Take(Shown)], token))
            {
                FurtherAddresses = addresses,
            });
    }
}
