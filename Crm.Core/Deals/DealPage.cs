using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Fields;
using Crm.Core.History;

namespace Crm.Core.Deals;

/// <summary>A deal as its card shows it.</summary>
public sealed record DealPage(DealDetails Details, DealPageFields More, PageExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record DealPageFields(
    DateTimeOffset StageEnteredAt, DateTimeOffset? ClosedAt, FieldValues<Deal> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Deal, DealPageFields>> Of =
        Deal.Fields.All.Read((d, values) => new DealPageFields(d.StageEnteredAt, d.ClosedAt, new FieldValues<Deal>(values), d.Custom));
}

public sealed class DealPageHandler(ShowDealHandler records, PageExtrasReader extras)
{
    public async Task<Result<DealPage>> HandleAsync(ShowDeal show, CancellationToken ct) =>
        await (await records.WholeAsync(show.Id, ct)).ThenAsync(async whole => new DealPage(
            whole.View, whole.More,
            await extras.ReadAsync(RecordKind.Deal, show.Id, whole.View.Deal.Version, whole.More.Custom, show.Since, ct)));
}
