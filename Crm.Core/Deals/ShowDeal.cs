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

    private static readonly RecordQuery<ActivityView> Timeline = RecordQuery<ActivityView>.Of(
        (db, id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.DealId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    protected override BatchedPart<DealView, DealDetails> Details(RecordId id, CancellationToken ct)
    {
        List<ActivityView> timeline = [];
        return new BatchedPart<DealView, DealDetails>(
            [async () => timeline = await Timeline.Read(Db.Context, id).ToListAsync(ct)],
            async (view, token) =>
            {
                var (isClosed, all) = (view.Status is DealStatus.Won or DealStatus.Lost, await choices.GetAsync(Db, reader, token));
                var stages = (isClosed ? all.OpenStages : all.MovableStages).Select(s => new Choice(s.Name, s.Id.ToString()));
                return new DealDetails(
                    view, [.. stages], await WithheldWords.ReadAsync(Db, timeline, token),
                    isClosed ? await FormerStage.OfAsync(Db, view.Id, token) : null);
            });
    }
}
