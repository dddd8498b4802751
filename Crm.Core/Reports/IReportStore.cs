using Crm.Core.Activities;
using Crm.Core.Deals;

namespace Crm.Core.Reports;

/// <summary>Open deals of one stage and currency. A deal's own probability stands before its stage's.</summary>
public sealed record PipelineCell(Guid StageId, string Currency, long Count, decimal Value, decimal Weighted);

/// <summary>Entries of one stage and currency within the period, with the value each deal had then.</summary>
public sealed record EntryCell(Guid StageId, string Currency, long Count, decimal Value);

/// <summary>Where the entries of a stage went next; null: the deal still stands there.</summary>
/// <param name="Won">How many of them reached a stage of type WON at last.</param>
/// <param name="Seconds">How long the ended stays took together.</param>
public sealed record FlowCell(Guid StageId, Guid? NextStageId, long Count, long Won, decimal Seconds);

/// <param name="Seconds">The middle one of the ended stays; of an even number the shorter of the two.</param>
public sealed record MedianStay(Guid StageId, decimal Seconds);

public sealed record ActivityCell(Guid OwnerId, ActivityType Type, long Count);

public sealed record ClosedCell(Guid OwnerId, DealStatus Status, string Currency, long Count, decimal Value);

/// <summary>Lost deals of one month, reason and currency.</summary>
/// <param name="Month">Index of the month's beginning among those that were asked for.</param>
/// <param name="Reason">In one of its spellings, which differ in capitals and blanks; null for none.</param>
public sealed record LostCell(int Month, string? Reason, string Currency, long Count, decimal Value);

public sealed record NewDealsCell(Guid OwnerId, long Count);

/// <summary>
/// The numbers behind the reports, under the running use case's rights and snapshot. People: null is everybody whom those rights show.
/// </summary>
public interface IReportStore
{
    Task<IReadOnlyList<PipelineCell>> PipelineAsync(IReadOnlyList<Guid>? people, CancellationToken ct);

    Task<IReadOnlyList<EntryCell>> EntriesAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    Task<IReadOnlyList<FlowCell>> FlowAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    Task<IReadOnlyList<MedianStay>> MedianStaysAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    Task<IReadOnlyList<ActivityCell>> ActivitiesAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    Task<IReadOnlyList<ClosedCell>> ClosedAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    /// <param name="starts">When each month begins, the earliest first.</param>
    /// <param name="until">When the last one ends.</param>
    Task<IReadOnlyList<LostCell>> LostAsync(
        IReadOnlyList<Guid>? people, IReadOnlyList<DateTimeOffset> starts, DateTimeOffset until, CancellationToken ct);

    Task<IReadOnlyList<NewDealsCell>> NewDealsAsync(IReadOnlyList<Guid>? people, MomentSpan span, CancellationToken ct);

    /// <summary>How many activities happened in each span.</summary>
    Task<IReadOnlyList<long>> ActivitiesInAsync(IReadOnlyList<Guid>? people, IReadOnlyList<MomentSpan> spans, CancellationToken ct);

    /// <summary>Open deals that should close from one day to another, both included; the earliest first.</summary>
    /// <param name="from">Null for no beginning.</param>
    Task<ClosingDeals> ClosingAsync(IReadOnlyList<Guid>? people, DateOnly? from, DateOnly to, int take, CancellationToken ct);

    /// <summary>Open tasks that these people have to do: assigned to them, or their own and assigned to nobody; the oldest first.</summary>
    Task<DueTasks> TasksAsync(IReadOnlyList<Guid>? people, ReaderDays due, int take, CancellationToken ct);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<WonDeal>> WonAsync(IReadOnlyList<Guid>? people, MomentSpan span, int take, CancellationToken ct);
}
