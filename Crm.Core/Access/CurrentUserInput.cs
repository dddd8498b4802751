namespace Crm.Core.Access;

public static class CurrentUserInput
{
    /// <summary>
    /// Reads what this person types: in their locale, today, and where nobody says more with the phone numbers of their firm's country.
    /// </summary>
    public static InputReader Reads(this CurrentUser user, DateTimeOffset now) =>
        new(user.Locale, user.Tenant.Country, DateOnly.FromDateTime(now.UtcDateTime));
}
