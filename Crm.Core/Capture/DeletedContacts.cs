namespace Crm.Core.Capture;

/// <summary>Somebody deleted the contact of an address: capture does not make it anew.</summary>
internal static class DeletedContacts
{
    public static async Task<IReadOnlySet<string>> AmongAsync(ICrmDb db, IReadOnlyCollection<string> addresses, CancellationToken ct) =>
        addresses.Count == 0
        ? new HashSet<string>()
        : (await db.Contacts.Where(c => c.IsDeleted && addresses.Contains(c.EmailLower!)).Select(c => c.EmailLower!)
                .Concat(db.ContactAddresses.Where(a => addresses.Contains(a.Address) && a.Contact!.IsDeleted).Select(a => a.Address))
                .ToListAsync(ct))
            .ToHashSet(StringComparer.Ordinal);
}
