namespace Crm.Core.Companies;

/// <summary>Which companies look like the one that the form would make.</summary>
public sealed record ShowCompanyDuplicates(CreateCompany? Typed = null) : ICardRequest
{
    public static string Verb => "company.doubles";
}

/// <param name="Submission">See <see cref="Editing.FormView"/>.</param>
public sealed record CompanyDuplicatesView(CreateCompany Typed, IReadOnlyList<LikelyDuplicate> Doubles, string Submission);

public sealed class ShowCompanyDuplicatesHandler(CompanyDuplicates doubles, TimeProvider clock)
{
    public async Task<Result<CompanyDuplicatesView>> HandleAsync(ShowCompanyDuplicates show, CancellationToken ct) =>
        show.Typed is { } typed
        ? new CompanyDuplicatesView(
            typed, await doubles.FindAsync(new CompanyIdentity(typed.Name ?? "", typed.Domain, typed.Website), ct),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"))
        : Refusal.UnreadableCard();
}
