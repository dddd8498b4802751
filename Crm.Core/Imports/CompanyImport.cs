using Crm.Core.Companies;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a company.</summary>
public static class CompanyImport
{
    public static readonly IReadOnlyList<ImportField> Fields =
    [
        .. ImportField.Declared(Company.Fields.All),
        ImportField.OwnerField("company owner", "account owner", "organization owner", "owner email", "owner e-mail", "assigned to"),
    ];
}
