namespace Crm.Core.Contacts;

/// <summary>Two people who choose one company's primary contact at the same moment take turns.</summary>
public interface IPrimaryContactLock
{
    /// <summary>From here to the end of the use case nobody else chooses this company's primary contact.</summary>
    Task EnterAsync(Guid companyId, CancellationToken ct);
}

/// <summary>A company has one primary contact at most, also when two people choose one at the same moment.</summary>
public sealed class PrimaryContacts(ICrmDb db, IPrimaryContactLock gate)
{
    /// <summary>From here to the end of the use case nobody else chooses this company's primary contact.</summary>
    /// <returns>Who is it already, as far as the caller sees, this contact apart.</returns>
    public async Task<IReadOnlyList<Contact>> OthersAsync(Guid companyId, Guid contactId, CancellationToken ct)
    {
        await gate.EnterAsync(companyId, ct);
        return await db.Contacts.NotDeleted().Where(c => c.CompanyId == companyId && c.IsPrimary && c.Id != contactId).OrderBy(c => c.Id)
            .ToListAsync(ct);
    }
}
