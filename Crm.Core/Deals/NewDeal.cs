using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

public sealed record NewDeal(CreateDeal? Typed = null, Refusal? Why = null)
{
    public const string Verb = "deal.new";
}

public sealed record DealFormView(
    CreateDeal Typed, Refusal? Why, string DefaultCurrency, IReadOnlyList<Choice> Stages, IReadOnlyList<Choice> Companies, IReadOnlyList<Choice> Contacts);

public sealed class NewDealHandler(ICrmDb db, CurrentUser user, RecordChoices choices)
{
    public async Task<Result<DealFormView>> HandleAsync(NewDeal form, CancellationToken ct)
    {
        var typed = form.Typed ?? new CreateDeal();
        var stages = await db.Stages.Where(s => s.IsActive).OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new { s.Name, s.Id }).ToListAsync(ct);
        return new DealFormView(
            typed, form.Why, user.Tenant.DefaultCurrency, [.. stages.Select(s => new Choice(s.Name, s.Id.ToString()))],
            await choices.CompaniesAsync(typed.CompanyId, ct), await choices.ContactsAsync(typed.ContactId, ct));
    }
}
