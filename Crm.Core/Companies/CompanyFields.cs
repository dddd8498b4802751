using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Filtering;

namespace Crm.Core.Companies;

/// <summary>What companies are filtered, sorted and grouped by.</summary>
public static class CompanyFields
{
    private static readonly FilterField Name = Company.Fields.Name.Filter;

    private static readonly FilterField Revenue = Company.Fields.Revenue.Filter;

    private static readonly IReadOnlyList<FilterField> Placed =
    [
        Name,
        Company.Fields.Domain.Filter,
        Company.Fields.Phone.Filter,
        Company.Fields.Industry.Filter,
        Company.Fields.Size.Filter,
        Company.Fields.Status.Filter,
        Company.Fields.City.Filter,
        Company.Fields.Country.Filter,
        Revenue,
        Company.Fields.Employees.Filter,
        Company.Fields.Source.Filter,
        Field("owner", FieldKind.User, c => c.OwnerId) with { Order = Of(c => c.Owner!.Name) },
        Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
    ];

    private static readonly IReadOnlyList<FilterField> Columns = [.. Placed, .. Company.Fields.All.FiltersBeside(Placed)];

    private static readonly IReadOnlyList<FilterField> Times =
    [
        Field("created", FieldKind.Moment, c => c.CreatedAt),
        Field("updated", FieldKind.Moment, c => c.UpdatedAt),
    ];

    public static FieldCatalog<Company> Catalog(FieldContext context) => new(
        "companies",
        [
            .. context.Offer(Columns.Select(c => ReferenceEquals(c, Revenue) ? context.Compared(Revenue, Revenue.UnitOfTotal!) : c)),
            .. LastContactFields.Of<Company>(context, a => a.CompanyId),
            .. Times,
            .. context.Custom<Company>("company"),
        ],
        Name,
        DefaultDescending: false,
        c => c.Id)
    {
        SigningKey = context.Choices.SigningKey,
        Today = context.Clock.Today,
        Numbered = [LastContactFields.MailsInDays<Company>(context, a => a.CompanyId)],
        Total = Revenue,
    };

    private static LambdaExpression Of<TValue>(Expression<Func<Company, TValue>> column) => column;

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Company, TValue>> column) =>
        new(name, kind, column);
}
