using Crm.Core.Capture;
using Crm.Data.Tenants;

namespace Crm.Data.Capture;

/// <summary>The active users of all active tenants, as mailboxes.</summary>
public sealed class MailboxDirectory(TenantRegistry tenants, UserDirectory users) : IMailboxDirectory
{
    public async Task<IReadOnlyList<Mailbox>> AllAsync(CancellationToken ct)
    {
        var mailboxes = new List<Mailbox>();
        foreach (var tenant in await tenants.AllAsync(ct))
        {
            mailboxes.AddRange(await users.MailboxesAsync(tenant, null, ct));
        }

        return mailboxes;
    }

    public async Task<Mailbox?> FindAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        (await tenants.AllAsync(ct)).FirstOrDefault(t => t.Id == tenantId) is { } tenant
            ? (await users.MailboxesAsync(tenant, userId, ct)).SingleOrDefault()
            : null;
}
