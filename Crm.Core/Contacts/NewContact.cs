using Crm.Core.Companies;
using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>Asks for the form; the company of the typed address's domain is chosen beforehand.</summary>
public sealed record NewContact(CreateContact? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "contact.new";
}

public sealed class NewContactHandler(ICrmDb db, FormSource forms)
{
    public async Task<Result<FormView>> HandleAsync(NewContact form, CancellationToken ct)
    {
        var typed = form.Typed ?? new CreateContact();
        if (typed.CompanyId is null && form.Why is null && MailDomain.AllOfCompany(typed.Email) is { Count: > 0 } domains)
        {
            var known = await db.Companies.NotDeleted().Where(c => domains.Contains(c.Domain!))
                .Select(c => new { c.Id, Domain = c.Domain! })
                .Concat(db.FurtherDomains.Where(d => domains.Contains(d.Domain) && !d.Company!.IsDeleted)
                    .Select(d => new { Id = d.CompanyId, d.Domain })).ToListAsync(ct);
            typed = typed with { CompanyId = known.OrderByDescending(c => c.Domain.Length).ThenBy(c => c.Id)
                .FirstOrDefault()?.Id.ToString() };
        }

        return await forms.NewAsync(RecordKind.Contact, typed, form.Why, ct);
    }
}
