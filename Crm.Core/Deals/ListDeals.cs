using Crm.Core.Access;
using Crm.Core.Filtering;
using Crm.Core.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

public sealed record ListDeals(string? Filter = null, string? After = null, int Take = 5, int From = 1)
{
    public const string Verb = "deals.list";
}

/// <summary>A page of deals, and the pipeline they move along.</summary>
public sealed record DealList(ListDeals Asked, RecordList<DealView> Page, IReadOnlyList<PipelineStage> Stages);

public sealed class ListDealsHandler(ICrmDb db, CurrentUser user, People people, TimeProvider clock)
{
    public async Task<Result<DealList>> HandleAsync(ListDeals list, CancellationToken ct)
    {
        var stages = await db.Stages.AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var page = await ListRecords.RunAsync(
            db.Deals.NotDeleted(), new ListQuery(list.Filter, list.After, list.Take, list.From),
            DealFields.Catalog(stages, await people.OptionsAsync(ct)), DealView.Of, user, clock, ct);
        return page.Refusal is { } refusal ? refusal : new DealList(list, page.Value, stages);
    }
}
