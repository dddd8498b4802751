using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Input;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a contact.</summary>
public static class ContactImport
{
    public static readonly IReadOnlyList<ImportField> Fields =
    [
        ImportField.ExternalKey(),
        ImportField.Text("first name", "first_name", "The first name", Contact.NameLength, "given name", "forename", "vorname", "prénom") with { IsNeeded = true },
        ImportField.Text("last name", "last_name", "The last name", Contact.NameLength, "surname", "family name", "nachname", "nom") with { IsNeeded = true },
        new("full name", null, ImportType.Text, (check, field, text) => check.Optional(field, text, "The name", (Contact.NameLength * 2) + 2)) { Synonyms = ["name", "contact name", "person name", "display name"] },
        ImportField.Email("email", "email", Contact.EmailLength, "e-mail", "email address", "e-mail address", "mail", "e-mail 1", "email 1", "primary email", "work email"),
        ImportField.Phone("phone", "The phone number", Contact.PhoneLength, "phone number", "telephone", "business phone", "work phone", "tel", "telefon"),
        ImportField.Phone("mobile", "The mobile number", Contact.PhoneLength, "mobile phone", "mobile phone number", "cell", "cell phone", "mobil"),
        ImportField.Text("job title", "job_title", "The job title", Contact.JobTitleLength, "title", "position", "role", "funktion"),
        ImportField.Text("department", "department", "The department", Contact.DepartmentLength, "abteilung"),
        ImportField.Choice<ContactMethod>("preferred contact", "preferred_contact", "the preferred contact", "preferred contact method") with { Default = "'EMAIL'" },
        ImportField.Choice<ContactStatus>("status", "status", "the status", "contact status") with { Default = "'ACTIVE'" },
        ImportField.Text("lead source", "lead_source", "The lead source", Contact.LeadSourceLength, "source", "original source"),
        ImportField.Text("linkedin", "linkedin_url", "The LinkedIn address", Contact.LinkedInLength, "linkedin url", "linkedin bio", "linkedin profile"),
        ImportField.Text("twitter", "twitter_handle", "The Twitter name", Contact.TwitterLength, "twitter username", "twitter handle", "x handle"),
        ImportField.Text("notes", "notes", "The notes", ImportField.LongText, "note", "description", "comments", "notizen"),
        ImportField.Text("city", "city", "The city", Contact.CityLength, "town", "mailing city", "ort", "stadt"),
        new("country", "country", ImportType.Text, Countries.Read) { Synonyms = ["country/region", "country code", "mailing country", "land"] },
        new("do not contact", "do_not_contact", ImportType.YesNo, (check, field, text) => check.YesNo(field, text, "Do not contact")) { Synonyms = ["do not call", "opt out", "unsubscribed"], Default = "false" },
        ImportField.Text("company", "company", "The company's name", Company.NameLength, "company name", "associated company", "account name", "account", "organization", "organisation", "organization name", "firm", "firma") with { IsKey = true },
        CompanyDomain(),
        ImportField.Key("company id", "company_ref", "account id", "associated company id", "organization id", "organisation id"),
        ImportField.OwnerField("contact owner", "person owner", "lead owner", "owner email", "owner e-mail", "assigned to"),
    ];

    /// <summary>A free-mail domain says nothing about a company; here it is passed over, because a contact may well have such an address.</summary>
    public static ImportField CompanyDomain() => new(
        "company domain", "company_domain", ImportType.Text,
        (check, field, text) => DomainName.Find(text) is { } domain && FreeMail.Include(domain) ? null : MailDomain.Parse(check, field, text))
    { Synonyms = ["company domain name", "domain"], IsKey = true };
}
