using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a deal.</summary>
public static class DealImport
{
    /// <summary>Helps the stage: a file says "Won" in a column of its own.</summary>
    public const string Status = "status";

    public const string ClosedOn = "closed on";

    public static readonly IReadOnlyList<ImportField> Fields =
    [
        .. ImportField.Declared(Deal.Fields.All),
        new("stage", "stage_id", ImportType.Stage, (_, _, text) => text)
            { Synonyms = ["deal stage", "stage name", "pipeline stage", "phase"] },
        new(Status, null, ImportType.Text, (check, field, text) => check.OneOf<DealStatus>(field, text, "the status"))
            { Synonyms = ["deal status"] },
        new(ClosedOn, null, ImportType.Date, (check, field, text) => check.Date(field, text, "The closing day"))
        {
            Synonyms = ["closed date", "won time", "lost time", "close time"],
        },
        ImportField.Text("company", "company", "The company's name", Company.NameLength, "company name", "associated company",
            "account name", "account", "organization", "organisation", "organization name") with { IsKey = true },
        ContactImport.CompanyDomain(),
        ImportField.Key("company id", "company_ref", "account id", "associated company id", "organization id", "organisation id"),
        ImportField.Text("contact", "contact", "The contact's name", (Contact.NameLength * 2) + 2, "contact name", "associated contact",
            "contact person", "person", "person name", "primary contact") with { IsKey = true },
        ImportField.Email("contact email", "contact_email", Contact.EmailLength, "contact e-mail", "person email", "primary contact email")
            with { IsKey = true },
        ImportField.Key("contact id", "contact_ref", "person id", "associated contact id", "primary contact id"),
        ImportField.OwnerField("deal owner", "opportunity owner", "owner email", "owner e-mail", "assigned to"),
    ];
}
