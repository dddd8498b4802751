using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Editing;

/// <summary>What a record claimed when it was deleted or changed may be somebody else's by the time it comes back.</summary>
public sealed class RestoredRecordRules(ICrmDb db, CompanyDomains domains, PrimaryContacts primaries)
{
    /// <summary>
    /// Asked after the record was saved as it once was. A contact gives way to the primary contact that its company has by now; a company
    /// does not come back without its domain.
    /// </summary>
    /// <returns>Null when the record may stay as it is.</returns>
    public async Task<Refusal?> SettleAsync(OwnedRecord record, CancellationToken ct)
    {
        switch (record)
        {
            case Company { IsDeleted: false } company when await domains.TakenAsync(company, ct) is { } taken:
                return Refusal.Duplicate("domain", $"{taken.Message} Change the domain there, or delete that company, and try again.");
            case Contact { IsDeleted: false, IsPrimary: true, CompanyId: { } at } contact
                when await primaries.OthersAsync(at, contact.Id, ct) is { Count: > 0 }:
                contact.At(at, contact.JobTitle, primary: false);
                return await db.SaveAsync(ct);
            default:
                return null;
        }
    }
}
