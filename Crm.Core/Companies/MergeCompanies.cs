using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>
/// Two records of one company become one: contacts, deals, activities and domains go over, gaps are filled, the other is deleted.
/// </summary>
/// <param name="KeepVersion">The version of the kept one that the person saw.</param>
/// <param name="MergeVersion">The same of the other.</param>
public sealed record MergeCompanies(Guid KeepId, Guid MergeId, int? KeepVersion = null, int? MergeVersion = null)
    : ICardRequest, IMergeOfTwo
{
    public static string Verb => "company.merge-both";
}

public sealed record CompanyMergeDone(Guid MergeId, Guid KeptId, int Contacts, int Deals, int Activities);

/// <param name="Primaries">Contacts that were the primary ones of their company and are not any more: the other company has one.</param>
public sealed record MovedFromCompany(IReadOnlyList<Guid> Contacts, IReadOnlyList<Guid> Deals, IReadOnlyList<Guid> Activities,
    IReadOnlyList<Guid> Primaries);

public sealed class MergeCompaniesHandler(
    ICrmDb db, RecordMerges merges, IMergeLinks<MovedFromCompany> links, CompanyDomains domains, CurrentUser user, TimeProvider clock)
    : IChangesData
{
    public Task<Result<CompanyMergeDone>> HandleAsync(MergeCompanies merge, CancellationToken ct) => merges.RunAsync(
        db.Companies, RecordKind.Company, merge, company => company.Name,
        merged => db.Activities.Where(a => a.CompanyId == merged.Id), MergeAsync, ct);

    private async Task<Result<CompanyMergeDone>> MergeAsync(Company kept, Company merged, CancellationToken ct)
    {
        merged.Delete(user.Id, clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        var hadDomain = kept.Domain is not null;
        var filled = kept.FillFrom(merged);
        if (!hadDomain && await domains.TakenAsync(kept, ct) is not null)
        {
            kept.GiveUpDomain();
            filled.Remove("domain");
        }

        var over = await TakeDomainsAsync(kept, merged, ct);
        if (await db.SaveAsync(ct) is { } unsaved)
        {
            return unsaved;
        }

        var gone = await links.MoveAsync(merged.Id, kept.Id, only: null, ct);
        var note = new CompanyMerge(kept, merged, new MovedByCompanyMerge(gone, over, filled), user.Id, clock.GetUtcNow());
        db.CompanyMerges.Add(note);
        return await db.SaveAsync(ct) is { } wrong ? wrong : new CompanyMergeDone(note.Id, kept.Id, gone.Contacts.Count, gone.Deals.Count,
            gone.Activities.Count);
    }

    /// <summary>The other's domain, and those that it had from merges before, where the kept one has them not.</summary>
    private async Task<IReadOnlyList<string>> TakeDomainsAsync(Company kept, Company merged, CancellationToken ct)
    {
        var own = await db.FurtherDomains.Where(d => d.CompanyId == kept.Id).Select(d => d.Domain).ToListAsync(ct);
        var theirs = await db.FurtherDomains.Where(d => d.CompanyId == merged.Id).Select(d => d.Domain).ToListAsync(ct);
        List<string> over = [.. theirs.Append(merged.Domain).OfType<string>().Where(d => d != kept.Domain && !own.Contains(d))
            .Distinct(StringComparer.Ordinal)];
        db.FurtherDomains.AddRange(over.Select(d => FurtherDomain.Of(kept, d, clock.GetUtcNow())));
        return over;
    }
}
