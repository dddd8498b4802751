namespace Crm.Core.Contacts;

/// <summary>A contact as everybody reads it.</summary>
public sealed record ContactView(
    Guid Id, string FirstName, string LastName, string? Email, string? Phone, string? JobTitle, ContactStatus Status, bool IsPrimary,
    Guid? CompanyId,
    string? Company, string? Owner, DateTimeOffset? LastActivityAt, DateTimeOffset UpdatedAt, int Version) : IRecordView
{
    public static readonly Expression<Func<Contact, ContactView>> Of = c => new ContactView(
        c.Id, c.FirstName, c.LastName, c.Email, c.Phone, c.JobTitle, c.Status, c.IsPrimary, c.CompanyId, c.Company!.Name, c.Owner!.Name,
        c.LastActivityAt,
        c.UpdatedAt, c.Version);

    public string Name => $"{FirstName} {LastName}";
}
