namespace Crm.Core.Companies;

/// <summary>A domain from which a company's people write besides <see cref="Company.Domain"/>; a merge leaves it.</summary>
public sealed class FurtherDomain
{
    public Guid CompanyId { get; private init; }

    public Company? Company { get; private set; }

    public string Domain { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public static FurtherDomain Of(Company company, string domain, DateTimeOffset now) =>
        new() { CompanyId = company.Id, Domain = domain, CreatedAt = now };
}
