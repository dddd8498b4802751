using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

/// <summary>A deal as its card shows it.</summary>
public sealed record DealSheet(DealDetails Details, DealMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record DealMore(DateTimeOffset StageEnteredAt, DateTimeOffset? ClosedAt, string? LostReason, string? Source, string? Description, Dictionary<string, JsonElement> Custom);

public sealed class DealSheetHandler(ICrmDb db, ShowDealHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    private static readonly Func<DbContext, Guid, CancellationToken, Task<DealMore>> More = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Deal>().Where(r => r.Id == id).Select(r => new DealMore(r.StageEnteredAt, r.ClosedAt, r.LostReason, r.Source, r.Description == null ? null : r.Description.Substring(0, 501), r.Custom)).Single());

    public async Task<Result<DealSheet>> HandleAsync(ShowDeal show, CancellationToken ct)
    {
        var details = await records.HandleAsync(show, ct);
        if (details.Refusal is { } refusal)
        {
            return refusal;
        }

        var more = await More(db.Context, show.Id, ct);
        return new DealSheet(details.Value, more, await extras.ReadAsync(RecordKind.Deal, show.Id, details.Value.Deal.Version, more.Custom, show.Since, ct));
    }
}
