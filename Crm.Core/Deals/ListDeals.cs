using Crm.Core.Catalogs;
using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

public sealed record ListDeals(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null)
    : ListQuery(Filter, After, Take, From, Sort, Counts), ICardRequest
{
    public static string Verb => "deals.list";
}

/// <summary>A page of deals, and the pipeline they move along.</summary>
public sealed record DealList(ListDeals Asked, RecordList<DealView> Page, IReadOnlyList<PipelineStage> Stages);

public sealed class ListDealsHandler(ICrmDb db, FieldSource fields, ListRecords lists) : IEndsWithItsCounts
{
    public async Task<Result<DealList>> HandleAsync(ListDeals list, CancellationToken ct)
    {
        var context = await fields.GetAsync(ct);
        var page = await lists.RunAsync(db.Deals.NotDeleted(), list, DealFields.Catalog(context), DealView.Of, ct);
        return page.Refusal is { } refusal ? refusal : new DealList(list, page.Value, [.. context.Choices.ActiveStages]);
    }
}
