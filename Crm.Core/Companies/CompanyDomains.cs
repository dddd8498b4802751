namespace Crm.Core.Companies;

/// <summary>A domain stands for one company among those that a person sees.</summary>
public sealed class CompanyDomains(ICrmDb db, ICompanyLock gate)
{
    /// <summary>
    /// Waits for its turn at the company's domain, then looks who else has it. A company that was there before is saved first and looked at
    /// then: who waits for a row that an import holds must not stand in the gate, for which the import waits before it commits.
    /// </summary>
    /// <returns>Null when nobody else that the caller sees has the domain; a refusal at "domain" otherwise.</returns>
    public async Task<Refusal?> TakenAsync(Company company, CancellationToken ct)
    {
        await gate.EnterAsync(company.Domain, ct);
        if (company.Domain is not { } domain)
        {
            return null;
        }

        var holder = await db.Companies.NotDeleted().Where(c => c.Domain == domain && c.Id != company.Id).OrderBy(c => c.Id)
            .Select(c => c.Name).FirstOrDefaultAsync(ct)
            ?? await db.FurtherDomains.Where(d => d.Domain == domain && d.CompanyId != company.Id && !d.Company!.IsDeleted)
                .OrderBy(d => d.CompanyId).Select(d => d.Company!.Name).FirstOrDefaultAsync(ct);
        return holder is null ? null : Refusal.Duplicate("domain", $"{holder} has the domain {domain} already.");
    }
}
