using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Deals;

namespace Crm.Core.Contacts;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowContact(Guid Id, int? Since = null) : ICardRequest
{
    public static string Verb => "contact.show";
}

/// <summary>A contact with open deals and what happened last, mails that only copied them included.</summary>
public sealed record ContactDetails(ContactView Contact, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowContactHandler(ICrmDb db)
{
    public const int Shown = 6;

    private static readonly Expression<Func<Contact, WithPageFields<ContactView, ContactPageFields>>> Both =
        WithPageFields<ContactView, ContactPageFields>.Of(ContactView.Of, ContactPageFields.Of);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<ContactView?>> Contact = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Contact>().Where(c => !c.IsDeleted && c.Id == id).Select(ContactView.Of)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, CancellationToken, Task<WithPageFields<ContactView, ContactPageFields>?>> WholeContact =
        EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Contact>().Where(c => !c.IsDeleted && c.Id == id).Select(Both)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<DealView>> OpenDeals = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.Status == DealStatus.Open && d.ContactId == id)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Own = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.ContactId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> TakenPartIn = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(
            a => !a.IsDeleted && a.ContactId != id && a.Status == ActivityStatus.Completed && a.Participants.Any(p => p.ContactId == id))
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<ContactDetails>> HandleAsync(ShowContact show, CancellationToken ct) =>
        await Contact(db.Context, show.Id, ct) is { } contact ? await DetailsAsync(contact, ct) : Refusal.NotFound("contact");

    /// <summary>The same with what only its card shows, for <see cref="ContactPageHandler"/>.</summary>
    public async Task<Result<WithPageFields<ContactDetails, ContactPageFields>>> WholeAsync(Guid id, CancellationToken ct) =>
        await WholeContact(db.Context, id, ct) is var (contact, more)
        ? new WithPageFields<ContactDetails, ContactPageFields>(await DetailsAsync(contact, ct), more)
        : Refusal.NotFound("contact");

    private async Task<ContactDetails> DetailsAsync(ContactView contact, CancellationToken ct) =>
        new(contact, await OpenDeals(db.Context, contact.Id).ToListAsync(ct), await TimelineAsync(contact.Id, ct));

    /// <summary>Two index walks merged here: an OR between the contact and the participants would cost both indexes.</summary>
    private async Task<IReadOnlyList<ActivityView>> TimelineAsync(Guid id, CancellationToken ct)
    {
        var own = await Own(db.Context, id).ToListAsync(ct);
        var took = await TakenPartIn(db.Context, id).ToListAsync(ct);
        return await WithheldWords.ReadAsync(db, [.. own.Concat(took).OrderByDescending(a => a.OccurredAt).Take(Shown)], ct);
    }
}
