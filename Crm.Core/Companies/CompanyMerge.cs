namespace Crm.Core.Companies;

/// <summary>What a merge of two companies moved.</summary>
public sealed class CompanyMerge : MergeNote
{
    private CompanyMerge()
    {
    }

    internal CompanyMerge(Company kept, Company merged, MovedByCompanyMerge moved, Guid by, DateTimeOffset now)
        : base(kept.OwnerId, kept, merged, Written(moved), by, now)
    {
    }

    internal MovedByCompanyMerge Read() => Read<MovedByCompanyMerge>();
}

/// <param name="Domains">Those that became further domains of the kept company.</param>
/// <param name="Filled">Fields of the kept company that took the other's value; a custom field is "custom.name" with its value as
/// JSON.</param>
internal sealed record MovedByCompanyMerge(MovedFromCompany Links, IReadOnlyList<string> Domains,
    IReadOnlyDictionary<string, string> Filled);
