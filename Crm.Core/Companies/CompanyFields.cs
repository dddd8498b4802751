using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Filtering;
using Crm.Core.Input;
using Crm.Core.Lists;

namespace Crm.Core.Companies;

/// <summary>What companies are filtered, sorted and grouped by.</summary>
public static class CompanyFields
{
    private static readonly FilterField Name = Field("name", FieldKind.Text, c => c.NameFolded) with { IsNeverEmpty = true };

    private static readonly LambdaExpression Currency = Of(c => c.RevenueCurrency);

    private static readonly FilterField Revenue = Field("revenue", FieldKind.Number, c => c.AnnualRevenue) with { UnitOfTotal = Currency };

    private static readonly IReadOnlyList<FilterField> Columns =
    [
        Name,
        Field("domain", FieldKind.Text, c => c.Domain) with { IsFolded = false, Normalised = DomainName.Find },
        Field("phone", FieldKind.Text, c => Sql.Digits(c.Phone!)) with { Aliases = ["phone number", "tel"], IsFolded = false, Normalised = PhoneText.Digits, IsMeantByItsEnd = true },
        Field("industry", FieldKind.Text, c => c.IndustryFolded) with { GroupedBy = Of(c => c.Industry) },
        Field("size", FieldKind.Select, c => c.CompanySize) with { Options = FieldOption.AllOf<CompanySize>() },
        Field("status", FieldKind.Select, c => c.Status) with { Options = FieldOption.AllOf<CompanyStatus>() },
        Field("city", FieldKind.Text, c => Sql.Fold(c.City!)),
        Field("country", FieldKind.Select, c => c.Country) with { Options = Countries.Options },
        Revenue,
        Field("employees", FieldKind.Number, c => c.EmployeeCount),
        Field("source", FieldKind.Text, c => Sql.Fold(c.Source!)),
        Field("owner", FieldKind.User, c => c.OwnerId) with { Order = Of(c => c.Owner!.Name) },
        Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
    ];

    private static readonly IReadOnlyList<FilterField> Times =
    [
        Field("created", FieldKind.Moment, c => c.CreatedAt),
        Field("updated", FieldKind.Moment, c => c.UpdatedAt),
    ];

    public static FieldCatalog<Company> Catalog(FieldContext context) => new(
        "companies",
        [
            .. context.Offer(Columns.Select(c => ReferenceEquals(c, Revenue) ? context.Compared(Revenue, Currency) : c)),
            .. TouchFields.Of<Company>(context, a => a.CompanyId),
            .. Times,
            .. context.Custom<Company>("company"),
        ],
        Name,
        DefaultDescending: false,
        c => c.Id)
    {
        SigningKey = context.Choices.SigningKey,
        Today = context.Clock.Today,
        Numbered = [TouchFields.MailsInDays<Company>(context, a => a.CompanyId)],
        Total = Revenue,
    };

    private static LambdaExpression Of<TValue>(Expression<Func<Company, TValue>> column) => column;

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Company, TValue>> column) => new(name, kind, column);
}
