using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Deals;

/// <summary>A deal from a form, whose company and contact may be names that were typed.</summary>
public sealed class SubmitDealHandler(CreateDealHandler create, TypedCompany companies, TypedContact contacts) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CreateDeal typed, CancellationToken ct)
    {
        var company = await companies.SettleAsync(typed.CompanyId, email: null, ct);
        var contact = await contacts.SettleAsync(typed.ContactId, ct);
        return (company.Refusal ?? contact.Refusal) is { } unknown ? unknown
            : await create.HandleAsync(typed with { CompanyId = company.Value.CompanyId, ContactId = contact.Value.ContactId }, ct);
    }
}
