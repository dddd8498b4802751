namespace Crm.Core.Contacts;

/// <summary>
/// Whose phone numbers those without a country code are: the contact's own country, else that of their company, else the firm's.
/// </summary>
internal static class PhoneCountry
{
    /// <param name="db">Under the caller's rights: a company that they do not see says nothing.</param>
    /// <param name="user">Their firm's country comes last.</param>
    /// <param name="own">The contact's, ISO 3166-1 alpha-2.</param>
    /// <param name="companyId">The contact's company.</param>
    /// <param name="ct">Cancels the question.</param>
    public static async Task<string?> OfAsync(ICrmDb db, CurrentUser user, string? own, Guid? companyId, CancellationToken ct) =>
        own
        ?? (companyId is { } id ? await db.Companies.Where(c => c.Id == id).Select(c => c.Country).SingleOrDefaultAsync(ct) : null)
        ?? user.Tenant.Country;
}
