using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Activities;

/// <summary>An activity from a form, whose company and contact may be names that were typed.</summary>
public sealed class SubmitActivityHandler(
    LogActivityHandler log, PlanActivityHandler plan, TypedCompany companies, TypedContact contacts) : IChangesData
{
    public async Task<Result<Guid>> LogAsync(LogActivity typed, CancellationToken ct)
    {
        var (company, contact) = await SettleAsync(typed.CompanyId, typed.ContactId, ct);
        return (company.Refusal ?? contact.Refusal) is { } unknown ? unknown
            : await log.HandleAsync(typed with { CompanyId = company.Value.CompanyId, ContactId = contact.Value.ContactId }, ct);
    }

    public async Task<Result<Guid>> PlanAsync(PlanActivity typed, CancellationToken ct)
    {
        var (company, contact) = await SettleAsync(typed.CompanyId, typed.ContactId, ct);
        return (company.Refusal ?? contact.Refusal) is { } unknown ? unknown
            : await plan.HandleAsync(typed with { CompanyId = company.Value.CompanyId, ContactId = contact.Value.ContactId }, ct);
    }

    private async Task<(Result<TypedCompany.Settled> Company, Result<TypedContact.Settled> Contact)> SettleAsync(
        string? company, string? contact, CancellationToken ct) =>
        (await companies.SettleAsync(company, email: null, ct), await contacts.SettleAsync(contact, ct));
}
