using System.Linq.Expressions;
using Crm.Core.Filtering;

namespace Crm.Core.Companies;

/// <summary>What companies are filtered and sorted by.</summary>
public static class CompanyFields
{
    public static FieldCatalog<Company> Catalog(IEnumerable<FieldOption> people)
    {
        var name = Field("name", FieldKind.Text, c => c.NameFolded);
        return new FieldCatalog<Company>(
            "companies",
            [
                name,
                Field("domain", FieldKind.Text, c => c.Domain),
                Field("industry", FieldKind.Text, c => Sql.Fold(c.Industry!)),
                Field("size", FieldKind.Select, c => c.CompanySize) with { Options = FieldOption.AllOf<CompanySize>() },
                Field("status", FieldKind.Select, c => c.Status) with { Options = FieldOption.AllOf<CompanyStatus>() },
                Field("city", FieldKind.Text, c => Sql.Fold(c.City!)),
                Field("country", FieldKind.Text, c => Sql.Fold(c.Country!)),
                Field("revenue", FieldKind.Number, c => c.AnnualRevenue),
                Field("employees", FieldKind.Number, c => c.EmployeeCount),
                Field("owner", FieldKind.User, c => c.OwnerId) with { Options = [.. people] },
                Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
                Field("created", FieldKind.Moment, c => c.CreatedAt),
                Field("updated", FieldKind.Moment, c => c.UpdatedAt),
            ],
            name,
            DefaultDescending: false,
            c => c.Id);
    }

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Company, TValue>> column) => new(name, kind, column);
}
