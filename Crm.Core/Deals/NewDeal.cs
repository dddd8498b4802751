using Crm.Core.Editing;

namespace Crm.Core.Deals;

public sealed record NewDeal(CreateDeal? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "deal.new";
}

public sealed class NewDealHandler(FormSource forms)
{
    public async Task<Result<FormView>> HandleAsync(NewDeal form, CancellationToken ct) =>
        await forms.NewAsync(RecordKind.Deal, form.Typed ?? new CreateDeal(), form.Why, ct);
}
