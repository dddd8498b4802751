using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>A company as somebody typed it.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record CreateCompany(
    string? Name = null, string? Domain = null, string? Industry = null, string? CompanySize = null, string? Status = null,
    string? City = null,
    string? Phone = null, string? Website = null, JsonElement? Custom = null) : ICardRequest
{
    public static string Verb => "company.create";

    /// <summary>Pressed where the person was shown those that look the same.</summary>
    public const string AnywayVerb = "company.create-anyway";
}

/// <summary>
/// Two people, or a person and an import, who make one company at the same moment take turns, so that the second finds the first's.
/// </summary>
public interface ICompanyLock
{
    /// <summary>
    /// From here to the end of the use case nobody else makes a company of this domain, and no import saves its companies.
    /// </summary>
    Task EnterAsync(string? domain, CancellationToken ct);
}

public sealed class CreateCompanyHandler(
    ICrmDb db, CompanyDomains domains, CurrentUser user, TenantFields custom, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CreateCompany typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var company = Company.Named(Company.Fields.Name.Read(check, typed.Name), user, clock.GetUtcNow())
            .Qualified(
                Company.Fields.Domain.Read(check, typed.Domain),
                Company.Fields.Industry.Read(check, typed.Industry),
                Company.Fields.Size.Read(check, typed.CompanySize),
                Company.Fields.Status.ReadNew(check, typed.Status))
            .Reached(
                Company.Fields.Website.Read(check, typed.Website),
                Company.Fields.Phone.Read(check, typed.Phone),
                Company.Fields.City.Read(check, typed.City),
                country: null);
        company.Set(await custom.NewAsync(check, RecordKind.Company, typed.Custom, ct));
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await domains.TakenAsync(company, ct) is { } taken)
        {
            return taken;
        }

        db.Companies.Add(company);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(company.Id);
    }
}
