namespace Crm.Core.Companies;

/// <summary>Which companies look like the one that the form would make.</summary>
public sealed record ShowCompanyDuplicates(CreateCompany Typed) : ICardRequest
{
    public static string Verb => "company.doubles";
}

/// <param name="Submission">See <see cref="Editing.FormView"/>.</param>
public sealed record CompanyDuplicatesView(CreateCompany Typed, IReadOnlyList<LikelyDuplicate> Doubles, string Submission);

public sealed class ShowCompanyDuplicatesHandler(CompanyDuplicates doubles, TimeProvider clock)
{
    public async Task<Result<CompanyDuplicatesView>> HandleAsync(ShowCompanyDuplicates show, CancellationToken ct) =>
        new CompanyDuplicatesView(
        show.Typed, await doubles.FindAsync(new CompanyIdentity(show.Typed.Name ?? "", show.Typed.Domain, show.Typed.Website), ct),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
