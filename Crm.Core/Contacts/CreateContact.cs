using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Companies;
using Crm.Core.CustomFields;
using Crm.Core.Lists;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>A contact as somebody typed it, or as the sender of a mail prefilled it.</summary>
/// <param name="Country">Its name or code; a phone number without a country code is of it (<see cref="PhoneCountry"/>).</param>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="CustomValues.New"/>).</param>
public sealed record CreateContact(
    string? FirstName = null, string? LastName = null, string? Email = null, string? Phone = null, string? JobTitle = null, string? CompanyId = null,
    JsonElement? Custom = null, string? Country = null) : ICardRequest
{
    public static string Verb => "contact.create";

    /// <summary>Pressed where the person was shown those that look the same.</summary>
    public const string AnywayVerb = "contact.create-anyway";
}

public sealed class CreateContactHandler(ICrmDb db, CurrentUser user, TenantChoicesCache choices, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(CreateContact typed, CancellationToken ct)
    {
        var check = Check.Of(user, clock.GetUtcNow());
        var country = Countries.Read(check, "country", typed.Country);
        var companyId = check.Id("companyId", typed.CompanyId, "a company");
        check.Country = await PhoneCountry.OfAsync(db, user, country, companyId, ct);
        var first = check.Required("firstName", typed.FirstName, "The first name", Contact.NameLength);
        var last = check.Required("lastName", typed.LastName, "The last name", Contact.NameLength);
        var email = check.Email("email", typed.Email, Contact.EmailLength);
        var phone = check.Phone("phone", typed.Phone, "The phone number", Contact.PhoneLength);
        var jobTitle = check.Optional("jobTitle", typed.JobTitle, "The job title", Contact.JobTitleLength);
        if (companyId is { } id && !await db.Companies.NotDeleted().AnyAsync(c => c.Id == id, ct))
        {
            check.Fail("companyId", "This company is not there, or is not yours to see.");
        }

        if (email is not null && await AlreadyThereAsync(email, ct) is { } name)
        {
            check.Fail("email", $"{name} has this e-mail address already.");
        }

        var custom = CustomValues.New(check, (await choices.GetAsync(db, user, ct)).CustomFieldsOf("contact"), typed.Custom);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var contact = Contact.Named(first, last, user, clock.GetUtcNow()).At(companyId, jobTitle).Reached(email, phone).LivingIn(country);
        contact.Set(custom);
        db.Contacts.Add(contact);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(contact.Id);
    }

    private async Task<string?> AlreadyThereAsync(string email, CancellationToken ct)
    {
        var address = email.ToLowerInvariant();
        return await db.ContactAddresses.Where(a => a.Address == address && !a.Contact!.IsDeleted)
            .Select(a => a.Contact!.FirstName + " " + a.Contact.LastName).FirstOrDefaultAsync(ct);
    }
}
