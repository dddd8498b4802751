namespace Crm.Core.Companies;

/// <summary>A company as everybody reads it.</summary>
public sealed record CompanyView(
    Guid Id, string Name, string? Domain, string? Industry, CompanySize? CompanySize, CompanyStatus Status, string? City, string? Country,
    string? Phone,
    string? Website, string? Owner, DateTimeOffset? LastActivityAt, DateTimeOffset UpdatedAt, int Version) : IRecordView
{
    public static readonly Expression<Func<Company, CompanyView>> Of = c => new CompanyView(
        c.Id, c.Name, c.Domain, c.Industry, c.CompanySize, c.Status, c.City, c.Country, c.Phone, c.Website, c.Owner!.Name, c.LastActivityAt,
        c.UpdatedAt,
        c.Version);
}
