using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Filtering;
using Crm.Core.Reports;

namespace Crm.Benchmarks;

/// <summary>
/// Whether both sides of a ratio answer the same question: page by page, row by row, in the same order, with the same total.
/// </summary>
internal static class SameRows
{
    /// <returns>Null when they do, else where they differ.</returns>
    public static async Task<string?> CompareAsync(
        BenchDatabase database, RawCaller raw, QueryClass question, Asked asked, CancellationToken ct)
    {
        var outcome = await question.Handler(database.UseCases, asked, ct);
        if (outcome.Refusal is { } refusal)
        {
            return $"{question.Name}: {refusal.Message}";
        }

        var beside = await raw.AskAsync(asked.Caller, question.Raw!(asked), ct);
        if (Sum(outcome, beside) is var (sum, same))
        {
            return sum == same ? null : $"{question.Name} as {asked.Caller.Role}: {sum} counted, {same} in SQL";
        }

        var (ids, total, isLowerBound) = Read(outcome);
        var expected = beside[0].Take(ids.Count).Cast<Guid>().ToList();
        var count = Math.Min((long)beside[1][0], ListRecords.CountCap);
        var role = asked.Caller.Role;
        return (isLowerBound ? count < total : count != total) ? $"{question.Name} as {role}: {total} in all, {count} in SQL"
            : expected.SequenceEqual(ids) && (beside[0].Count <= ids.Count || ids.Count == QueryClasses.Page) ? null
            : $"{question.Name} as {role}: other rows, or another order";
    }

    /// <summary>A report's counts beside those of its SQL; null for lists.</summary>
    private static (long Ours, long Sql)? Sum(IOutcome outcome, IReadOnlyList<IReadOnlyList<object>> beside) => outcome switch
    {
        Result<FunnelReport> funnel => (funnel.Value.Stages.Sum(s => s.Entered), beside[1].Sum(Convert.ToInt64)),
        Result<PerformanceReport> performance => (performance.Value.People.Sum(p => p.ActivityCount), beside[0].Sum(Convert.ToInt64)),
        Result<DashboardReport> d => (
            d.Value.OverdueDeals.Count.Value + d.Value.ClosingSoon.Count.Value + d.Value.Overdue.Count.Value + d.Value.DueToday.Count.Value
                + d.Value.ActivityByDay.Sum(n => n.Count),
            new[] { 1, 3, 5, 7 }.Sum(i => Math.Min(Convert.ToInt64(beside[i][0]), ListRecords.CountCap)) + ((long[])beside[9][0]).Sum()),
        _ => null,
    };

    private static (List<Guid> Ids, long Total, bool IsLowerBound) Read(IOutcome outcome) => outcome switch
    {
        Result<RecordList<CompanyView>> page => ([.. page.Value.Items.Select(i => i.Id)], page.Value.Total, page.Value.TotalIsLowerBound),
        Result<RecordList<ContactView>> page => ([.. page.Value.Items.Select(i => i.Id)], page.Value.Total, page.Value.TotalIsLowerBound),
        Result<DealList> page => ([.. page.Value.Page.Items.Select(i => i.Id)], page.Value.Page.Total, page.Value.Page.TotalIsLowerBound),
        Result<RecordList<ActivityView>> page => ([.. page.Value.Items.Select(i => i.Id)], page.Value.Total, page.Value.TotalIsLowerBound),
        _ => throw new InvalidOperationException($"{outcome.GetType()} isn't a list."),
    };
}
