using Crm.Core.Companies;
using Crm.Core.Input;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>Who belongs to the own firm: the CRM's users, the mailbox's own addresses, the firm's domains.</summary>
public sealed class Colleagues(IReadOnlyDictionary<string, Guid> users, IReadOnlySet<string> domains, IReadOnlySet<string> own)
{
    public static async Task<Colleagues> OfAsync(ICrmDb db, Mailbox mailbox, CapturePolicy policy, CancellationToken ct)
    {
        var users = await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.EmailLower, u.Id }).ToListAsync(ct);
        var domains = users.Select(u => MailDomain.OfCompany(u.EmailLower)).OfType<string>()
            .Where(d => !d.EndsWith(".invalid", StringComparison.Ordinal))
            .Concat(policy.InternalDomains.Select(d => DomainName.Find(d)).OfType<string>())
            .ToHashSet(StringComparer.Ordinal);
        return new Colleagues(
            users.GroupBy(u => u.EmailLower).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal), domains, mailbox.Addresses);
    }

    public bool Include(Participant person) => own.Contains(person.Address) || users.ContainsKey(person.Address) || domains.Contains(person.Domain) || MailDomain.AllOfCompany(person.Address).Any(domains.Contains);

    public Guid? UserAt(string address, Mailbox mailbox) => own.Contains(address) ? mailbox.User.Id : users.TryGetValue(address, out var id) ? id : null;
}
