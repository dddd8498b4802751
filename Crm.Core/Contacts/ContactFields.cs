using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Filtering;
using Crm.Core.Input;
using Crm.Core.Lists;

namespace Crm.Core.Contacts;

/// <summary>What contacts are filtered, sorted and grouped by; their company's fields too.</summary>
public static class ContactFields
{
    private static readonly FilterField Name = Field("name", FieldKind.Text, c => c.NameFolded) with
    {
        IsNeverEmpty = true, Shown = new ShownText(Of(c => Sql.Fold(c.FirstName + " " + c.LastName)), Of(c => c.SearchFolded)),
    };

    private static readonly IReadOnlyList<FilterField> Columns =
    [
        Name,
        Field("first name", FieldKind.Text, c => Sql.Fold(c.FirstName)) with { IsNeverEmpty = true },
        Field("last name", FieldKind.Text, c => Sql.Fold(c.LastName)) with { IsNeverEmpty = true },
        Field("email", FieldKind.Text, c => c.EmailLower) with { Aliases = ["e-mail", "mail"], IsFolded = false, Normalised = EmailAddress.Key },
        Field("phone", FieldKind.Text, c => Sql.Digits(c.Phone!)) with { Aliases = ["phone number", "tel"], IsFolded = false, Normalised = PhoneText.Digits, IsMeantByItsEnd = true },
        Field("mobile", FieldKind.Text, c => Sql.Digits(c.Mobile!)) with { Aliases = ["mobile phone", "cell"], IsFolded = false, Normalised = PhoneText.Digits, IsMeantByItsEnd = true },
        Field("company", FieldKind.Text, c => c.Company!.NameFolded),
        Field("company industry", FieldKind.Text, c => c.Company!.IndustryFolded),
        Field("company size", FieldKind.Select, c => c.Company!.CompanySize) with { Options = FieldOption.AllOf<CompanySize>() },
        Field("company status", FieldKind.Select, c => (CompanyStatus?)c.Company!.Status) with { Options = FieldOption.AllOf<CompanyStatus>() },
        Field("job title", FieldKind.Text, c => Sql.Fold(c.JobTitle!)) with { Aliases = ["title", "job"] },
        Field("department", FieldKind.Text, c => Sql.Fold(c.Department!)),
        Field("status", FieldKind.Select, c => c.Status) with { Options = FieldOption.AllOf<ContactStatus>() },
        Field("primary", FieldKind.Select, c => c.IsPrimary) with { Options = FieldOption.YesNo },
        Field("do not contact", FieldKind.Select, c => c.DoNotContact) with { Options = FieldOption.YesNo },
        Field("preferred contact", FieldKind.Select, c => c.PreferredContact) with { Options = FieldOption.AllOf<ContactMethod>() },
        Field("lead source", FieldKind.Text, c => Sql.Fold(c.LeadSource!)) with { Aliases = ["source"] },
        Field("city", FieldKind.Text, c => Sql.Fold(c.City!)),
        Field("country", FieldKind.Select, c => c.Country) with { Options = Countries.Options },
        Field("owner", FieldKind.User, c => c.OwnerId) with { Order = Of(c => c.Owner!.Name) },
        Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
    ];

    private static readonly IReadOnlyList<FilterField> Times =
    [
        Field("created", FieldKind.Moment, c => c.CreatedAt),
        Field("updated", FieldKind.Moment, c => c.UpdatedAt),
    ];

    public static FieldCatalog<Contact> Catalog(FieldContext context) => new(
        "contacts",
        [
            .. context.Offer(Columns),
            .. TouchFields.Of<Contact>(context, a => a.ContactId),
            .. Times,
            .. context.Custom<Contact>("contact"),
        ],
        Name,
        DefaultDescending: false,
        c => c.Id)
    {
        SigningKey = context.Choices.SigningKey,
        Today = context.Clock.Today,
        Numbered = [TouchFields.MailsInDays<Contact>(context, a => a.ContactId)],
    };

    private static LambdaExpression Of<TValue>(Expression<Func<Contact, TValue>> column) => column;

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Contact, TValue>> column) => new(name, kind, column);
}
