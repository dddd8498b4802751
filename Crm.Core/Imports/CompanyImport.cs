using Crm.Core.Companies;
using Crm.Core.Input;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a company.</summary>
public static class CompanyImport
{
    /// <summary>numeric(15,2).</summary>
    private const decimal MaxRevenue = 9_999_999_999_999.99m;

    public static readonly IReadOnlyList<ImportField> Fields =
    [
        ImportField.ExternalKey(),
        ImportField.Text("name", "name", "The company's name", Company.NameLength, "company name", "company", "account name", "account", "organization name", "organisation name", "organization", "organisation", "firm", "firma") with { IsNeeded = true },
        ImportField.Domain("domain", "domain", "company domain", "company domain name", "domain name", "e-mail domain"),
        ImportField.Text("website", "website", "The website", Company.WebsiteLength, "website url", "web site", "url", "homepage"),
        ImportField.Phone("phone", "The phone number", Company.PhoneLength, "phone number", "telephone", "tel", "telefon"),
        ImportField.Email("email", "email", Company.EmailLength, "e-mail", "email address", "mail"),
        ImportField.Text("industry", "industry", "The industry", Company.IndustryLength, "sector", "branche"),
        ImportField.Choice<CompanySize>("size", "company_size", "the size", "company size"),
        ImportField.Choice<CompanyStatus>("status", "status", "the status", "company status") with { Default = "'ACTIVE'" },
        ImportField.Text("source", "source", "The source", Company.SourceLength, "lead source", "account source"),
        ImportField.Amount("revenue", "annual_revenue", "The annual revenue", MaxRevenue, "annual revenue", "turnover", "umsatz"),
        new("revenue currency", "revenue_currency", ImportType.Text, Currencies.Read) { Synonyms = ["currency"] },
        new("employees", "employee_count", ImportType.Whole, (check, field, text) => check.Whole(field, text, "The number of employees")) { Synonyms = ["number of employees", "employee count", "headcount", "mitarbeiter"] },
        ImportField.Text("description", "description", "The description", ImportField.LongText, "about", "about us", "notes", "note"),
        ImportField.Text("address", "address_line1", "The address", Company.AddressLength, "street", "street address", "address 1", "billing street", "strasse", "straße"),
        ImportField.Text("address 2", "address_line2", "The address", Company.AddressLength, "street address 2", "address line 2"),
        ImportField.Text("city", "city", "The city", Company.CityLength, "town", "billing city", "ort", "stadt"),
        ImportField.Text("state", "state", "The state", Company.StateLength, "region", "state/region", "province", "county", "billing state", "billing state/province"),
        ImportField.Text("postal code", "postal_code", "The postal code", Company.PostalCodeLength, "zip", "zip code", "postcode", "billing zip", "billing postal code", "billing zip/postal code", "plz"),
        new("country", "country", ImportType.Text, Countries.Read) { Synonyms = ["country/region", "country code", "billing country", "land"] },
        ImportField.Text("linkedin", "linkedin_url", "The LinkedIn address", Company.LinkedInLength, "linkedin url", "linkedin company page", "linkedin profile"),
        ImportField.OwnerField("company owner", "account owner", "organization owner", "owner email", "owner e-mail", "assigned to"),
    ];
}
