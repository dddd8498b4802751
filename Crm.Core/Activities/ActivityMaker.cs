using Crm.Core.Editing;

namespace Crm.Core.Activities;

/// <summary>What an activity that somebody logs and one that somebody plans have in common.</summary>
public sealed class ActivityMaker(ICrmDb db, TenantFields fields)
{
    public async Task<Result<Guid>> SaveAsync(
        Activity activity, Dictionary<string, JsonElement> custom, InputReader check, CancellationToken ct)
    {
        activity.Set(custom);
        db.Activities.Add(activity);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(activity.Id);
    }

    public Task<Dictionary<string, JsonElement>> CustomAsync(InputReader check, JsonElement? typed, CancellationToken ct) =>
        fields.NewAsync(check, RecordKind.Activity, typed, ct);

    /// <summary>What the activity is about; a deal brings its company and contact along, a contact its company.</summary>
    public async Task<(Guid? Company, Guid? Contact, Guid? Deal)> LinksAsync(
        InputReader check, string? companyId, string? contactId, string? dealId, CancellationToken ct)
    {
        var company = check.Id("companyId", companyId, "a company");
        var contact = check.Id("contactId", contactId, "a contact");
        var deal = check.Id("dealId", dealId, "a deal");
        if (deal is { } d)
        {
            var found = await db.Deals.NotDeleted().Where(r => r.Id == d).Select(r => new { r.CompanyId, r.ContactId })
                .SingleOrDefaultAsync(ct);
            Missing(check, "dealId", "deal", found is null);
            company ??= found?.CompanyId;
            contact ??= found?.ContactId;
        }

        if (contact is { } c && contactId is { Length: > 0 })
        {
            var found = await db.Contacts.NotDeleted().Where(r => r.Id == c).Select(r => new { r.CompanyId }).SingleOrDefaultAsync(ct);
            Missing(check, "contactId", "contact", found is null);
            company ??= found?.CompanyId;
        }

        if (company is { } id && companyId is { Length: > 0 })
        {
            Missing(check, "companyId", "company", !await db.Companies.NotDeleted().AnyAsync(r => r.Id == id, ct));
        }

        return (company, contact, deal);
    }

    private static void Missing(InputReader check, string field, string what, bool isMissing)
    {
        if (isMissing)
        {
            check.Fail(field, Refusal.NoSuch(what));
        }
    }
}
