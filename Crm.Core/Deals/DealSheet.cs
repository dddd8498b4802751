using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.Deals;

/// <summary>A deal as its card shows it.</summary>
public sealed record DealSheet(DealDetails Details, DealMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record DealMore(
    DateTimeOffset StageEnteredAt, DateTimeOffset? ClosedAt, FieldValues<Deal> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Deal, DealMore>> Of =
        Deal.Fields.All.Read((d, values) => new DealMore(d.StageEnteredAt, d.ClosedAt, new FieldValues<Deal>(values), d.Custom));
}

public sealed class DealSheetHandler(ShowDealHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    public async Task<Result<DealSheet>> HandleAsync(ShowDeal show, CancellationToken ct)
    {
        var record = await records.WholeAsync(show.Id, ct);
        if (record.Refusal is { } refusal)
        {
            return refusal;
        }

        var (details, more) = record.Value;
        return new DealSheet(details, more, await extras.ReadAsync(RecordKind.Deal, show.Id, details.Deal.Version, more.Custom, show.Since, ct));
    }
}
