using Crm.Core.Access;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;
using Company_ = Crm.Core.Records.Changeable<Crm.Core.Companies.Company>;

namespace Crm.Core.Companies;

public sealed class ChangeCompanyHandler(ICrmDb db, RecordEditor editor, CompanyDomains domains, CurrentUser user)
{
    public async Task<Result<CompanyView>> HandleAsync(FieldChanges sent, CancellationToken ct)
    {
        var typed = sent.WithNamedCurrency("annualRevenue", "revenueCurrency", user.Locale);
        if (typed.Refusal is { } contradiction)
        {
            return contradiction;
        }

        var changes = typed.Value;
        var before = changes.Fields.ContainsKey("domain") ? await db.Companies.Where(c => c.Id == changes.Id).Select(c => c.Domain).SingleOrDefaultAsync(ct) : null;
        var changed = await editor.ChangeAsync(db.Companies, Company.Editable, changes, ct);
        var isMoved = changed.Refusal is null && changes.Fields.ContainsKey("domain") && changed.Value.Domain != before;
        return isMoved && await domains.TakenAsync(changed.Value, ct) is { } taken ? taken : await db.SeenAsync(changed, CompanyView.Of, ct);
    }
}

public sealed partial class Company
{
    public const decimal MaxRevenue = 9_999_999_999_999.99m;
    public const int DescriptionLength = 20_000;

    /// <summary>What people may change, and by which rules.</summary>
    public static EditableEntity<Company> Editable { get; } = new(
        "company",
        [
            Company_.Required("name", "The company's name", NameLength, c => c.Name, (c, v) => c.Name = v),
            new("domain", (check, typed) => MailDomain.Parse(check, "domain", typed), c => c.Domain, (c, v) => c.Domain = (string?)v),
            Company_.Text("website", "The website", WebsiteLength, c => c.Website, (c, v) => c.Website = v),
            Company_.Phone("phone", "The phone number", PhoneLength, c => c.Phone, (c, v) => c.Phone = v),
            Company_.Email("email", EmailLength, c => c.Email, (c, v) => c.Email = v),
            Company_.Text("industry", "The industry", IndustryLength, c => c.Industry, (c, v) => c.Industry = v),
            Company_.Choice("companySize", "the size", c => c.CompanySize, (c, v) => c.CompanySize = v),
            Company_.OneOf("status", "the status", c => c.Status, (c, v) => c.Status = v),
            Company_.Text("source", "The source", SourceLength, c => c.Source, (c, v) => c.Source = v),
            Company_.Amount("annualRevenue", "The revenue", MaxRevenue, c => c.AnnualRevenue, (c, v) => c.AnnualRevenue = v),
            Company_.Currency("revenueCurrency", c => c.RevenueCurrency, (c, v) => c.RevenueCurrency = v),
            Company_.Whole("employeeCount", "The number of employees", c => c.EmployeeCount, (c, v) => c.EmployeeCount = v),
            Company_.Text("description", "The description", DescriptionLength, c => c.Description, (c, v) => c.Description = v),
            Company_.Text("addressLine1", "The address", AddressLength, c => c.AddressLine1, (c, v) => c.AddressLine1 = v),
            Company_.Text("addressLine2", "The address", AddressLength, c => c.AddressLine2, (c, v) => c.AddressLine2 = v),
            Company_.Text("city", "The city", CityLength, c => c.City, (c, v) => c.City = v),
            Company_.Text("state", "The state", StateLength, c => c.State, (c, v) => c.State = v),
            Company_.Text("postalCode", "The postal code", PostalCodeLength, c => c.PostalCode, (c, v) => c.PostalCode = v),
            Company_.Country("country", c => c.Country, (c, v) => c.Country = v),
            Company_.Text("linkedInUrl", "The LinkedIn address", LinkedInLength, c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
            Company_.Person("ownerId", "The owner", c => c.OwnerId, (c, v) => c.OwnerId = v),
        ]);
}
