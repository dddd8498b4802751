using Crm.Core.Access;

namespace Crm.Core.Companies;

/// <summary>Which companies look like the one that the form would make.</summary>
public sealed record ShowCompanyDoubles(CreateCompany Typed) : ICardRequest
{
    public static string Verb => "company.doubles";
}

/// <param name="Submission">See <see cref="Lists.FormView"/>.</param>
public sealed record CompanyDoublesView(CreateCompany Typed, IReadOnlyList<LikelyDouble> Doubles, string Submission);

public sealed class ShowCompanyDoublesHandler(CompanyDoubles doubles, TimeProvider clock) : IReadsOneSnapshot
{
    public async Task<Result<CompanyDoublesView>> HandleAsync(ShowCompanyDoubles show, CancellationToken ct) => new CompanyDoublesView(
        show.Typed, await doubles.FindAsync(new CompanyLooks(show.Typed.Name ?? "", show.Typed.Domain, show.Typed.Website), ct),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
