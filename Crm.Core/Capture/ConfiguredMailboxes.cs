using Crm.Core.Policies;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>
/// The mailboxes that settings let be read: of the CRM's users those that are allowed, and the shared ones that one of them answers for.
/// </summary>
public sealed class ConfiguredMailboxes(IMailboxDirectory users, IOptions<CapturePolicy> options) : IMailboxDirectory
{
    public async Task<IReadOnlyList<Mailbox>> AllAsync(CancellationToken ct) =>
        [.. (await users.AllAsync(ct)).SelectMany(Of)];

    public async Task<Mailbox?> FindAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        (await OfAsync(tenantId, userId, ct)).FirstOrDefault(m => m.SharedAs is null);

    public async Task<IReadOnlyList<Mailbox>> OfAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        await users.FindAsync(tenantId, userId, ct) is { } own ? [.. Of(own)] : [];

    private IEnumerable<Mailbox> Of(Mailbox own)
    {
        var policy = options.Value;
        if (policy.Allows(own.User.Email, own.ObjectId.ToString()))
        {
            yield return own;
        }

        foreach (var shared in policy.SharedMailboxes
            .Where(s => s.IsAnsweredBy(own.User.Tenant.EntraTenantId, own.User.Email) && policy.Allows(s.Key)))
        {
            yield return own with { SharedAs = shared.Key, ObjectId = Guid.TryParse(shared.Key, out var id) ? id : Guid.Empty };
        }
    }
}
