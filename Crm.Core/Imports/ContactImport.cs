using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a contact.</summary>
public static class ContactImport
{
    public static readonly IReadOnlyList<ImportField> Fields =
    [
        .. ImportField.Declared(Contact.Fields.All),
        new("full name", null, ImportType.Text,
            (check, field, text) => check.Optional(field, text, "The name", (Contact.NameLength * 2) + 2))
        {
            Synonyms = ["name", "contact name", "person name", "display name"],
        },
        ImportField.Text("company", "company", "The company's name", Company.NameLength, "company name", "associated company",
            "account name", "account", "organization", "organisation", "organization name", "firm", "firma") with { IsKey = true },
        CompanyDomain(),
        ImportField.Key("company id", "company_ref", "account id", "associated company id", "organization id", "organisation id"),
        ImportField.OwnerField("contact owner", "person owner", "lead owner", "owner email", "owner e-mail", "assigned to"),
    ];

    /// <summary>
    /// A free-mail domain says nothing about a company; here it is passed over, because a contact may well have such an address.
    /// </summary>
    public static ImportField CompanyDomain() => new(
        "company domain", "company_domain", ImportType.Text,
        (check, field, text) => DomainName.Find(text) is { } domain && FreeMail.Include(domain)
            ? null
            : MailDomain.Parse(check, field, text))
    { Synonyms = ["company domain name", "domain"], IsKey = true };
}
