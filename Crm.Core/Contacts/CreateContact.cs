using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>A contact as somebody typed it, or as the sender of a mail prefilled it.</summary>
/// <param name="Country">Its name or code; a phone number without a country code is of it (<see cref="PhoneCountry"/>).</param>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record CreateContact(
    string? FirstName = null, string? LastName = null, string? Email = null, string? Phone = null, string? JobTitle = null,
    string? CompanyId = null,
    JsonElement? Custom = null, string? Country = null, string? DecisionInfluence = null) : ICardRequest
{
    public static string Verb => "contact.create";

    /// <summary>Pressed where the person was shown those that look the same.</summary>
    public const string AnywayVerb = "contact.create-anyway";
}

public sealed class CreateContactHandler(ICrmDb db, CurrentUser user, TenantFields fields, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CreateContact typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var country = Contact.Fields.Country.Read(check, typed.Country);
        var companyId = Contact.Fields.Company.Read(check, typed.CompanyId);
        check.Country = await PhoneCountry.OfAsync(db, user, country, companyId, ct);
        var first = Contact.Fields.FirstName.Read(check, typed.FirstName);
        var last = Contact.Fields.LastName.Read(check, typed.LastName);
        var email = Contact.Fields.Email.Read(check, typed.Email);
        var phone = Contact.Fields.Phone.Read(check, typed.Phone);
        var influence = Contact.Fields.DecisionInfluence.Read(check, typed.DecisionInfluence);
        var jobTitle = Contact.Fields.JobTitle.Read(check, typed.JobTitle);
        if (companyId is { } id && !await db.Companies.NotDeleted().AnyAsync(c => c.Id == id, ct))
        {
            check.Fail("companyId", Refusal.NoSuch("company"));
        }

        if (email is not null && await AlreadyThereAsync(email, ct) is { } name)
        {
            check.Fail("email", $"{name} has this e-mail address already.");
        }

        var custom = await fields.NewAsync(check, RecordKind.Contact, typed.Custom, ct);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var contact = Contact.Named(first, last, user, clock.GetUtcNow()).At(companyId, jobTitle).Reached(email, phone).LivingIn(country);
        Contact.Fields.DecisionInfluence.Set(contact, influence);
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
