using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>Asks for the form; the company of the typed address's domain is chosen beforehand.</summary>
public sealed record NewContact(CreateContact? Typed = null, Refusal? Why = null)
{
    public const string Verb = "contact.new";
}

public sealed record ContactFormView(CreateContact Typed, Refusal? Why, IReadOnlyList<Choice> Companies);

public sealed class NewContactHandler(ICrmDb db, RecordChoices choices)
{
    public async Task<Result<ContactFormView>> HandleAsync(NewContact form, CancellationToken ct)
    {
        var typed = form.Typed ?? new CreateContact();
        if (typed.CompanyId is null && form.Why is null && MailDomain.OfCompany(typed.Email) is { } domain)
        {
            var known = await db.Companies.NotDeleted().Where(c => c.Domain == domain).OrderBy(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
            typed = typed with { CompanyId = known?.ToString() };
        }

        return new ContactFormView(typed, form.Why, await choices.CompaniesAsync(typed.CompanyId, ct));
    }
}
