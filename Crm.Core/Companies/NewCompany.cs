using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>
/// Asks for the form; <paramref name="Typed"/> and <paramref name="Why"/> are what was typed before and what was wrong with it.
/// </summary>
public sealed record NewCompany(CreateCompany? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "company.new";
}

public sealed class NewCompanyHandler(FormSource forms)
{
    public async Task<Result<FormView>> HandleAsync(NewCompany form, CancellationToken ct) =>
        await forms.NewAsync(RecordKind.Company, form.Typed ?? new CreateCompany(), form.Why, ct);
}
