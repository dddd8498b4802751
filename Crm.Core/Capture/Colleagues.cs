using Crm.Core.Companies;
using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Who belongs to the own firm: the CRM's users, the mailbox's own addresses, the firm's domains.</summary>
public sealed class Colleagues(IReadOnlyDictionary<string, Guid> users, IReadOnlySet<string> domains, IReadOnlySet<string> own)
{
    public static Task<Colleagues> OfAsync(ICrmDb db, Mailbox mailbox, CapturePolicy policy, CancellationToken ct) =>
        OfAsync(db, policy, mailbox.Addresses, ct);

    /// <summary>The firm's people, whichever mailbox it is about.</summary>
    public static Task<Colleagues> OfFirmAsync(ICrmDb db, CapturePolicy policy, CancellationToken ct) =>
        OfAsync(db, policy, new HashSet<string>(), ct);

    private static async Task<Colleagues> OfAsync(
        ICrmDb db, CapturePolicy policy, IReadOnlySet<string> own, CancellationToken ct)
    {
        var users = await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.EmailLower, u.Id }).ToListAsync(ct);
        var domains = users.Select(u => MailDomain.OfCompany(u.EmailLower)).OfType<string>()
            .Where(d => !d.EndsWith(".invalid", StringComparison.Ordinal))
            .Concat(policy.InternalDomains.Select(d => DomainName.Find(d)).OfType<string>())
            .ToHashSet(StringComparer.Ordinal);
        return new Colleagues(
            users.GroupBy(u => u.EmailLower).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal), domains,
            own);
    }

    public bool Include(Participant person) => Include(person.Address);

    public bool Include(string address) => IsPerson(address) || domains.Contains(address[(address.LastIndexOf('@') + 1)..])
        || MailDomain.AllOfCompany(address).Any(domains.Contains);

    /// <summary>Whether the address is somebody's own, not a group's or a machine's of the firm.</summary>
    public bool IsPerson(string address) => own.Contains(address) || users.ContainsKey(address);

    /// <summary>Which of the CRM's users has the address.</summary>
    public Guid? UserAt(string address) => users.TryGetValue(address, out var id) ? id : null;

    public bool IncludeDomain(string domain) => domains.Contains(domain.ToLowerInvariant());

    /// <summary>A host of the firm, or a name that stands below its domain.</summary>
    public bool IncludeHost(string host) =>
        domains.Any(d => host.Equals(d, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + d, StringComparison.OrdinalIgnoreCase));
}
