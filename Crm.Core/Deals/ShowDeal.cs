using Crm.Core.Activities;
using Crm.Core.Choices;
using Crm.Core.History;

namespace Crm.Core.Deals;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowDeal(Guid Id, int? Since = null) : ICardRequest, IShowRecord
{
    public static string Verb => "deal.show";
}

/// <param name="Stages">Where the deal may be moved to; a closed one, where it may go on.</param>
/// <param name="Former">Of a closed deal: the stage that it goes back to; null when it came in closed, and nobody knows.</param>
public sealed record DealDetails(DealView Deal, IReadOnlyList<Choice> Stages, IReadOnlyList<ActivityView> Timeline, Guid? Former = null);

public sealed class ShowDealHandler(ICrmDb db, CurrentUser reader, TenantChoicesCache choices, PageExtrasReader extras)
    : ShowRecordHandler<ShowDeal, DealView, DealPageFields, DealDetails>(db, One, extras)
{
    private const int Shown = 5;

    private static readonly OneRecord<DealView, DealPageFields> One =
        OneRecord<DealView, DealPageFields>.Of(RecordKind.Deal, DealView.Of, DealPageFields.Of);

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.DealId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    protected override async Task<DealDetails> DetailsAsync(DealView view, CancellationToken ct)
    {
        var (isClosed, all) = (view.Status is DealStatus.Won or DealStatus.Lost, await choices.GetAsync(Db, reader, ct));
        var stages = (isClosed ? all.OpenStages : all.MovableStages).Select(s => new Choice(s.Name, s.Id.ToString()));
        return new DealDetails(view, [.. stages],
            await WithheldWords.ReadAsync(Db, await Timeline(Db.Context, view.Id).ToListAsync(ct), ct),
            isClosed ? await FormerStage.OfAsync(Db, view.Id, ct) : null);
    }
}
