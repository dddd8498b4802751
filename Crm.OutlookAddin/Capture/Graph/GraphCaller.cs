namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>In whose name Graph is called.</summary>
/// <param name="Tenant">Entra's id of the tenant.</param>
/// <param name="Person">Whose own mailbox it is, and whose token alone opens it; null for the application.</param>
internal readonly record struct GraphCaller(Guid Tenant, Mailbox? Person = null)
{
    /// <exception cref="InvalidOperationException">A mailbox that is nobody's own, where each is read with its owner's consent.</exception>
    public static GraphCaller Of(Mailbox mailbox, GraphOptions options) => !options.IsDelegated
        ? new GraphCaller(mailbox.User.Tenant.EntraTenantId)
        : mailbox.SharedAs is null ? new GraphCaller(mailbox.User.Tenant.EntraTenantId, mailbox)
        : throw new InvalidOperationException("A shared mailbox has no owner whose consent would open it.");
}
