namespace Crm.Core.Access;

/// <summary>
/// Somebody whom a host keeps in memory. A request's first use case at another version of the settings does not count (UseCaseRunner).
/// </summary>
/// <param name="ObjectId">Under which Entra knows the person.</param>
/// <param name="SettingsVersion">Of the tenant's settings when the person was read; it rises with every change of a person.</param>
public sealed record RememberedAs(Guid ObjectId, long SettingsVersion)
{
    /// <summary>
    /// A use case of this request found them as they are: what follows in it goes by that, as if they had been read for it.
    /// </summary>
    public bool IsConfirmed { get; set; }
}

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
    /// <summary>Null for who is read anew each time.</summary>
    public RememberedAs? Remembered { get; init; }

    /// <summary>The PostgreSQL role that carries these rights; see docs/decisions/0002.</summary>
    public string DatabaseRole => Tenant.Schema + (Door, Role, Tenant.Visibility) switch
    {
        (Door.Capture, _, _) => "_admin",
        (_, Role.Admin, _) => "_admin",
        (_, Role.Manager, _) => "_manage",
        (_, Role.Readonly, _) => "_viewer",
        (_, Role.User, Visibility.Everyone) => "_read",
        (_, Role.User, Visibility.Own) => "_own",
    };

    /// <summary>Stages, custom fields, currencies and exchange rates are theirs to change.</summary>
    public bool IsAdministrator => Role is Role.Admin;

    /// <summary>Changes what belongs to others, gives records to others, sets what a team sees first.</summary>
    public bool ManagesEverybody => Role is Role.Manager or Role.Admin;

    /// <summary>Lists, reports and searches hold everybody's records, not the person's own alone.</summary>
    public bool MaySeeEverybody => ManagesEverybody || Role is Role.Readonly || Tenant.Visibility is Visibility.Everyone;

    /// <summary>
    /// Makes and changes records and what belongs to them; the person's own time zone and language are theirs in any case.
    /// </summary>
    public bool MayChangeRecords => Role is not Role.Readonly;

    public bool MayChange(IOwned record) => MayChangeRecords && (ManagesEverybody || record.BelongsTo(Id));
}
