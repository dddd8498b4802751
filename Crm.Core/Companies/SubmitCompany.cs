namespace Crm.Core.Companies;

/// <summary>
/// A company from a form: made unless one that the person sees looks the same; then they are shown it first (<see
/// cref="ShowCompanyDuplicates"/>).
/// </summary>
public sealed class SubmitCompanyHandler(CreateCompanyHandler create, CompanyDuplicates doubles) : IChangesData
{
    /// <summary>What is wrong with the form is said before anything is asked; a refusal takes the new company back.</summary>
    public async Task<Result<Guid>> HandleAsync(CreateCompany typed, CancellationToken ct)
    {
        var made = await create.HandleAsync(typed, ct);
        if (made.Refusal is not null)
        {
            return made;
        }

        var alike = await doubles.FindAsync(new CompanyIdentity(typed.Name!, typed.Domain, typed.Website), ct, except: made.Value);
        return alike.Count == 0
            ? made : Refusal.Alike($"This may be in the CRM already: {DuplicateBlocks.Names(alike)}. Nothing was saved yet.");
    }
}
