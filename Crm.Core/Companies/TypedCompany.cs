namespace Crm.Core.Companies;

/// <summary>
/// The company of a form by the name that somebody typed: the one of that name, or a new one where the person said so. Anything else they
/// are asked
/// about (<see cref="ChooseTypedCompany"/>).
/// </summary>
public sealed class TypedCompany(CreateCompanyHandler create, CompanyDuplicates doubles)
{
    /// <param name="typed">The form's company: an id, a name, or a choice to create one.</param>
    /// <param name="email">Of somebody who works there; null where the form knows nobody.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>The id, or what was typed where that is one or nothing.</returns>
    public async Task<Result<Settled>> SettleAsync(string? typed, string? email, CancellationToken ct)
    {
        if (CompanyChoice.Read(typed) is not { } named)
        {
            return new Settled(typed);
        }

        if (!named.IsCertain)
        {
            var alike = await doubles.FindAsync(Looks(named, email), ct);
            if (!named.IsNew && alike.Where(a => a.IsSame).ToList() is [var only])
            {
                return new Settled(only.Id.ToString());
            }

            if (!named.IsNew || alike.Count > 0)
            {
                return Refusal.UnknownCompany(alike.Count > 0
                    ? $"“{named.Name}” may be one of these: {DuplicateBlocks.Names(alike)}."
                    : $"There is no company “{named.Name}” in the CRM yet.");
            }
        }

        var made = await CreateAsync(named.Name, DomainOf(email), ct);
        return made.Refusal is { } refusal ? Refusal.Invalid(new FieldError("companyId",
            refusal.Message)) : new Settled(made.Value.ToString());
    }

    internal static CompanyIdentity Looks(CompanyChoice named, string? email) => new(named.Name, DomainOf(email));

    private static string? DomainOf(string? email) => MailDomain.AllOfCompany(email) is [.., var registered] ? registered : null;

    /// <summary>The domain that somebody writes from may be another company's; then the new one has none.</summary>
    private async Task<Result<Guid>> CreateAsync(string name, string? domain, CancellationToken ct)
    {
        var company = new CreateCompany(name, domain, Status: UpperSnakeCase.Of(CompanyStatus.Prospect));
        var made = await create.HandleAsync(company, ct);
        return made.Refusal?.For("domain") is null ? made : await create.HandleAsync(company with { Domain = null }, ct);
    }

    /// <param name="CompanyId">As a form sends it.</param>
    public sealed record Settled(string? CompanyId);
}
