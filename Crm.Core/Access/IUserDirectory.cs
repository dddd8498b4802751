namespace Crm.Core.Access;

/// <summary>Who a validated identity is to us.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    public sealed record Known(CurrentUser User) : Caller;

    /// <summary>The tenant uses the CRM, its member has no account in it: ask <paramref name="Administrators"/>.</summary>
    public sealed record NoAccount(string TenantName, IReadOnlyList<string> Administrators) : Caller;

    /// <summary>
    /// A guest, or somebody of another organisation in a shared channel: learns nobody's name, and gets no account by itself.
    /// </summary>
    public sealed record NoMember : Caller;

    public sealed record ForeignTenant : Caller;
}

/// <summary>
/// Something about a person of the tenant has changed since the caller was read, perhaps about the caller. Nothing was kept of what they
/// asked for; the door finds out anew who they are and begins again.
/// </summary>
public sealed class CallerChangedException() : Exception("The caller was read before something about the tenant's people changed.");

/// <summary>
/// Finds the CRM user behind an Entra identity, and provisions it where the tenant's setting says so. Who was found is remembered with the
/// version of the tenant's settings, which rises with every change of a person: it counts only in use cases at that version.
/// </summary>
public interface IUserDirectory
{
    /// <param name="tenantId">Claim tid, or the tenant of an authenticated activity.</param>
    /// <param name="objectId">Claim oid, or aadObjectId of an authenticated activity.</param>
    /// <param name="name">Shown name, used only when the user is provisioned.</param>
    /// <param name="door">The door the request came through.</param>
    /// <param name="isMember">
    /// Is this person a member of the tenant, as the door can tell? Asked only for somebody without an account.
    /// </param>
    /// <param name="ct">Cancels the look-up.</param>
    Task<Caller> FindAsync(
        Guid tenantId, Guid objectId, string? name, Door door, Func<CancellationToken, Task<bool>> isMember, CancellationToken ct);

    /// <summary>The next look-up reads the person anew.</summary>
    void Forget(CurrentUser user);
}
