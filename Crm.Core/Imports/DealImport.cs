using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Input;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a deal.</summary>
public static class DealImport
{
    /// <summary>Helps the stage: a file says "Won" in a column of its own.</summary>
    public const string Status = "status";

    public const string ClosedOn = "closed on";

    public static readonly IReadOnlyList<ImportField> Fields =
    [
        ImportField.ExternalKey(),
        ImportField.Text("title", "title", "The title", Deal.TitleLength, "name", "deal name", "deal", "deal title", "opportunity name", "opportunity") with { IsNeeded = true },
        ImportField.Amount("value", "value", "The value", Deal.MaxValue, "amount", "deal value", "deal amount", "betrag", "wert"),
        new("currency", "currency", ImportType.Text, Currencies.Read) { Synonyms = ["currency code", "currency of value", "deal currency", "währung"] },
        new("stage", "stage_id", ImportType.Stage, (_, _, text) => text) { Synonyms = ["deal stage", "stage name", "pipeline stage", "phase"] },
        new(Status, null, ImportType.Text, (check, field, text) => check.OneOf<DealStatus>(field, text, "the status")) { Synonyms = ["deal status"] },
        ImportField.Day("expected close", "expected_close_date", "The expected close date", "expected close date", "close date", "closing date", "forecast close date"),
        ImportField.Day(ClosedOn, "closed", "The closing day", "closed date", "won time", "lost time", "close time") with { Column = null },
        new("probability", "probability", ImportType.Share, (check, field, text) => check.Share(field, text, "The probability")) { Synonyms = ["probability (%)", "deal probability", "win probability"] },
        ImportField.Choice<Priority>("priority", "priority", "the priority", "deal priority") with { Default = "'MEDIUM'" },
        ImportField.Text("source", "source", "The source", Deal.SourceLength, "lead source", "deal source"),
        ImportField.Text("description", "description", "The description", ImportField.LongText, "deal description", "notes", "note", "next step"),
        ImportField.Text("lost reason", "lost_reason", "The reason of the loss", Deal.LostReasonLength, "closed lost reason", "loss reason"),
        ImportField.Text("company", "company", "The company's name", Company.NameLength, "company name", "associated company", "account name", "account", "organization", "organisation", "organization name") with { IsKey = true },
        ContactImport.CompanyDomain(),
        ImportField.Key("company id", "company_ref", "account id", "associated company id", "organization id", "organisation id"),
        ImportField.Text("contact", "contact", "The contact's name", (Contact.NameLength * 2) + 2, "contact name", "associated contact", "contact person", "person", "person name", "primary contact") with { IsKey = true },
        ImportField.Email("contact email", "contact_email", Contact.EmailLength, "contact e-mail", "person email", "primary contact email") with { IsKey = true },
        ImportField.Key("contact id", "contact_ref", "person id", "associated contact id", "primary contact id"),
        ImportField.OwnerField("deal owner", "opportunity owner", "owner email", "owner e-mail", "assigned to"),
    ];
}
