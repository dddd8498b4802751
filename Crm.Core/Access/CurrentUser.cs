namespace Crm.Core.Access;

public enum Role
{
    User,
    Manager,
    Admin,
}

/// <summary>A tenant's setting for its USERs: they see their own rows, or everybody's (changing their own only, either way).</summary>
public enum Visibility
{
    Own,
    Everyone,
}

/// <summary>Through which door a change came; kept with every change in the record history.</summary>
public enum Door
{
    Teams,
    Outlook,
    Capture,
    Cli,
    Import,
}

/// <summary>A company that uses the CRM: an Entra tenant, and the PostgreSQL schema that holds its data.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, "SE": whose phone numbers those without a country code are; null where nobody said so.</param>
public sealed record Tenant(
    Guid Id, Guid EntraTenantId, string Name, string Schema, Visibility Visibility, bool AutoProvision, string DefaultCurrency, string? Country = null);

/// <summary>Who asks. Made from a validated token (tid, oid) and never from what a card, a header or an address says.</summary>
public sealed record CurrentUser(
    Guid Id,
    Tenant Tenant,
    string Name,
    string Email,
    Role Role,
    string TimeZone,
    string Locale,
    Door Door)
{
    /// <summary>The PostgreSQL role that carries these rights; see docs/decisions/0002.</summary>
    public string DatabaseRole => Tenant.Schema + (Door, Role, Tenant.Visibility) switch
    {
        (Door.Capture, _, _) => "_admin",
        (_, Role.Admin, _) => "_admin",
        (_, Role.Manager, _) => "_manage",
        (_, Role.User, Visibility.Everyone) => "_read",
        (_, Role.User, Visibility.Own) => "_own",
    };

    /// <summary>Stages, custom fields, currencies and exchange rates are theirs to change.</summary>
    public bool IsAdministrator => Role is Role.Admin;

    /// <summary>Changes what belongs to others, gives records to others, sets what a team sees first.</summary>
    public bool ManagesEverybody => Role is Role.Manager or Role.Admin;

    /// <summary>Lists, reports and searches hold everybody's records, not the person's own alone.</summary>
    public bool MaySeeEverybody => ManagesEverybody || Tenant.Visibility is Visibility.Everyone;

    public bool MayChange(OwnedRecord record) => ManagesEverybody || record.BelongsTo(Id);
}
