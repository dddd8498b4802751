using Crm.Core.Activities;
using Crm.Core.Catalogs;
using static Crm.Core.Filtering.FieldsOf<Crm.Core.Companies.Company>;

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

    public static FieldCatalog<Company> Catalog(FieldContext context) => context.Catalog<Company>(
        RecordKind.Company,
        [
            .. context.Offer(Columns.Select(c => ReferenceEquals(c, Revenue) ? context.Compared(Revenue, Revenue.UnitOfTotal!) : c)),
            .. LastContactFields.Of<Company>(context, a => a.CompanyId),
            Created,
            Updated,
        ],
        Name,
        descending: false) with
    {
        Numbered = [LastContactFields.MailsInDays<Company>(context, a => a.CompanyId)],
        Total = Revenue,
    };
}
