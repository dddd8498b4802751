using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Companies;
using static Crm.Core.Filtering.FieldsOf<Crm.Core.Contacts.Contact>;

namespace Crm.Core.Contacts;

/// <summary>What contacts are filtered, sorted and grouped by; their company's fields too.</summary>
public static class ContactFields
{
    private static readonly FilterField Name = Field("name", FieldKind.Text, c => c.NameFolded) with
    {
        IsNeverEmpty = true, Shown = new ShownText(Of(c => Sql.Fold(c.FirstName + " " + c.LastName)), Of(c => c.SearchFolded)),
    };

    private static readonly IReadOnlyList<FilterField> Placed =
    [
        Name,
        Contact.Fields.FirstName.Filter,
        Contact.Fields.LastName.Filter,
        Contact.Fields.Email.Filter,
        Contact.Fields.Phone.Filter,
        Contact.Fields.Mobile.Filter,
        Field("company", FieldKind.Text, c => c.Company!.NameFolded),
        Field("company industry", FieldKind.Text, c => c.Company!.IndustryFolded),
        Field("company size", FieldKind.Select, c => c.Company!.CompanySize) with { Options = FieldOption.AllOf<CompanySize>() },
        Field("company status", FieldKind.Select, c => (CompanyStatus?)c.Company!.Status)
            with { Options = FieldOption.AllOf<CompanyStatus>() },
        Contact.Fields.JobTitle.Filter,
        Contact.Fields.Department.Filter,
        Contact.Fields.Status.Filter,
        Contact.Fields.IsPrimary.Filter,
        Contact.Fields.DoNotContact.Filter,
        Contact.Fields.PreferredContact.Filter,
        Contact.Fields.LeadSource.Filter,
        Contact.Fields.City.Filter,
        Contact.Fields.Country.Filter,
        Field("owner", FieldKind.User, c => c.OwnerId) with { Order = Of(c => c.Owner!.Name) },
        Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
    ];

    private static readonly IReadOnlyList<FilterField> Columns = [.. Placed, .. Contact.Fields.All.FiltersBeside(Placed)];

    public static FieldCatalog<Contact> Catalog(FieldContext context) => context.Catalog<Contact>(
        RecordKind.Contact,
        [
            .. context.Offer(Columns),
            .. LastContactFields.Of<Contact>(context, a => a.ContactId),
            Created,
            Updated,
        ],
        Name,
        descending: false) with
    {
        Numbered = [LastContactFields.MailsInDays<Contact>(context, a => a.ContactId)],
    };
}
