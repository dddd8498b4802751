using System.Linq.Expressions;
using Crm.Core.Filtering;

namespace Crm.Core.Contacts;

/// <summary>What contacts are filtered and sorted by.</summary>
public static class ContactFields
{
    public static FieldCatalog<Contact> Catalog(IEnumerable<FieldOption> people)
    {
        var name = Field("name", FieldKind.Text, c => c.NameFolded);
        return new FieldCatalog<Contact>(
            "contacts",
            [
                name,
                Field("email", FieldKind.Text, c => c.EmailLower) with { Aliases = ["e-mail"] },
                Field("company", FieldKind.Text, c => c.Company!.NameFolded),
                Field("job title", FieldKind.Text, c => Sql.Fold(c.JobTitle!)) with { Aliases = ["title"] },
                Field("status", FieldKind.Select, c => c.Status) with { Options = FieldOption.AllOf<ContactStatus>() },
                Field("city", FieldKind.Text, c => Sql.Fold(c.City!)),
                Field("country", FieldKind.Text, c => Sql.Fold(c.Country!)),
                Field("owner", FieldKind.User, c => c.OwnerId) with { Options = [.. people] },
                Field("last contact", FieldKind.Moment, c => c.LastActivityAt) with { Aliases = ["last activity"] },
                Field("created", FieldKind.Moment, c => c.CreatedAt),
                Field("updated", FieldKind.Moment, c => c.UpdatedAt),
            ],
            name,
            DefaultDescending: false,
            c => c.Id);
    }

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Contact, TValue>> column) => new(name, kind, column);
}
