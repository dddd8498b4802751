namespace Crm.Core.Imports;

/// <summary>What an import makes, with the fields a file can fill.</summary>
public sealed record ImportEntity(string Plural, string Singular, IReadOnlyList<ImportField> Fields)
{
    public static readonly ImportEntity Companies = new("companies", "company", CompanyImport.Fields);
    public static readonly ImportEntity Contacts = new("contacts", "contact", ContactImport.Fields);
    public static readonly ImportEntity Deals = new("deals", "deal", DealImport.Fields);

    public static readonly IReadOnlyList<ImportEntity> All = [Companies, Contacts, Deals];

    /// <summary>The fields that are staged, in the order of the staging table.</summary>
    public IReadOnlyList<ImportField> Staged { get; } = [.. Fields.Where(f => f.Column is not null)];

    /// <summary>The fields that are columns of the record itself.</summary>
    public IReadOnlyList<ImportField> Plain { get; } = [.. Fields.Where(f => f is { Column: not null, IsKey: false })];

    public static ImportEntity Of(string plural) => All.Single(e => e.Plural == plural);
}
