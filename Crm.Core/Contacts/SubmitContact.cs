using Crm.Core.Companies;

namespace Crm.Core.Contacts;

/// <summary>
/// A contact from a form, whose company may be a name that was typed; made unless one that the person sees looks the same.
/// </summary>
public sealed class SubmitContactHandler(CreateContactHandler create, TypedCompany companies, ContactDuplicates doubles) : IChangesData
{
    /// <summary>What is wrong with the form is said before anything is asked; a refusal takes back what was made until then.</summary>
    public async Task<Result<Guid>> AskingFirstAsync(CreateContact typed, CancellationToken ct)
    {
        var company = await companies.SettleAsync(typed.CompanyId, typed.Email, ct);
        if (company.Refusal is { } unknown)
        {
            return unknown;
        }

        var settled = typed with { CompanyId = company.Value.CompanyId };
        var made = await create.HandleAsync(settled, ct);
        if (made.Refusal is not null)
        {
            return made;
        }

        var alike = await doubles.FindAsync(ContactIdentity.Of(settled), ct, except: made.Value);
        return alike.Count == 0
            ? made : Refusal.Alike(
                $"This may be somebody who is in the CRM already: {DuplicateBlocks.Names(alike)}. Nothing was saved yet.");
    }

    /// <summary>They were shown those that look the same.</summary>
    public async Task<Result<Guid>> AnywayAsync(CreateContact typed, CancellationToken ct)
    {
        var company = await companies.SettleAsync(typed.CompanyId, typed.Email, ct);
        return company.Refusal is { } unknown ? unknown : await create.HandleAsync(typed with { CompanyId = company.Value.CompanyId }, ct);
    }
}
