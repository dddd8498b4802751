using Crm.Core.Companies;
using Crm.Core.Fields;

namespace Crm.Core.Imports;

/// <summary>What a file may say of a company.</summary>
public static class CompanyImport
{
    public static readonly IReadOnlyList<ImportField> Fields =
    [
        ImportField.ExternalKey(),
        .. Company.Fields.All.For(FieldUse.Imported).Select(ImportField.Of),
        ImportField.OwnerField("company owner", "account owner", "organization owner", "owner email", "owner e-mail", "assigned to"),
    ];
}
