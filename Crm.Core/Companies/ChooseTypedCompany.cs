namespace Crm.Core.Companies;

/// <summary>Which company a form means by the name that stands in it; or whether it is to be created.</summary>
/// <param name="Form">The verb by which the form is sent.</param>
/// <param name="Typed">What stands in it.</param>
public sealed record ChooseTypedCompany(string Form, JsonElement Typed) : ICardRequest
{
    public static string Verb => "company.choose";
}

/// <param name="Doubles">Companies that it may be.</param>
/// <param name="Submission">See <see cref="Editing.FormView"/>.</param>
public sealed record TypedCompanyView(string Form, JsonElement Typed, string Name, IReadOnlyList<LikelyDuplicate> Doubles,
    string Submission);

public sealed class ChooseTypedCompanyHandler(CompanyDuplicates doubles, TimeProvider clock)
{
    public async Task<Result<TypedCompanyView>> HandleAsync(ChooseTypedCompany choose, CancellationToken ct)
    {
        var values = new FormValues(choose.Typed);
        if (CompanyChoice.Read(values["companyId"]) is not { } named)
        {
            return Refusal.NotFound("company");
        }

        return new TypedCompanyView(
            choose.Form, choose.Typed, named.Name, await doubles.FindAsync(TypedCompany.Looks(named, values["email"]), ct),
                Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
    }
}
