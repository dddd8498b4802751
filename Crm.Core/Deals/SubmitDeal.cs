using Crm.Core.Companies;

namespace Crm.Core.Deals;

/// <summary>A deal from a form, whose company may be a name that was typed.</summary>
public sealed class SubmitDealHandler(CreateDealHandler create, TypedCompany companies)
{
    public async Task<Result<Guid>> HandleAsync(CreateDeal typed, CancellationToken ct)
    {
        var company = await companies.SettleAsync(typed.CompanyId, email: null, ct);
        return company.Refusal is { } unknown ? unknown : await create.HandleAsync(typed with { CompanyId = company.Value.CompanyId }, ct);
    }
}
